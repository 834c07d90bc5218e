import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { skuQuantity } from '../parts.ts';

export const InventoryReserved = defineEvent({
  type: 'InventoryReserved',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description: 'Every piece of an order is held for it. Subject: the order id.',
  schema: z.object({
    orderId: z.uuid(),
    allocations: z.array(skuQuantity.extend({ warehouseId: z.string() })),
  }),
});

export const InventoryReservationFailed = defineEvent({
  type: 'InventoryReservationFailed',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description: 'An order asks for more than there is; nothing is held for it. Subject: the order id.',
  schema: z.object({
    orderId: z.uuid(),
    shortages: z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() })),
  }),
});

export const InventoryReleased = defineEvent({
  type: 'InventoryReleased',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description: 'What was held for an order, if anything was, is free again. Subject: the order id.',
  schema: z.object({ orderId: z.uuid() }),
});

export const InventoryCommitted = defineEvent({
  type: 'InventoryCommitted',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description: 'What was held for an order has left the house. Subject: the order id.',
  schema: z.object({ orderId: z.uuid() }),
});

export const InventoryChanged = defineEvent({
  type: 'InventoryChanged',
  version: 1,
  publishers: ['inventory'],
  consumers: ['catalog'],
  description:
    'How many pieces of some SKUs can be sold now, over all warehouses. Subject: "availability". ' +
    'Each level names the change it reflects: a lower `revision` than one already seen is stale.',
  schema: z.object({
    levels: z.array(z.object({ sku: z.string(), available: z.int().nonnegative(), revision: z.int().nonnegative() })),
  }),
});

export const InventoryLinesReleased = defineEvent({
  type: 'InventoryLinesReleased',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description: 'The pieces of cancelled lines are free again. Subject: the order id.',
  schema: z.object({ orderId: z.uuid(), changeId: z.uuid() }),
});

export const InventoryBackordered = defineEvent({
  type: 'InventoryBackordered',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description:
    'An order asks for more than there is, of SKUs that may be sold before they arrive: it waits in line, and InventoryReserved follows when they are there. Subject: the order id.',
  schema: z.object({
    orderId: z.uuid(),
    skus: z.array(z.string()).min(1),
    /** When they are expected, where anybody knows. */
    expectedAt: z.iso.datetime().nullable(),
  }),
});

export const InventoryThresholdReached = defineEvent({
  type: 'InventoryThresholdReached',
  version: 1,
  publishers: ['inventory'],
  consumers: [],
  description: 'The pieces of a SKU that can be sold crossed a threshold. Once per crossing. Subject: the SKU.',
  schema: z.object({
    sku: z.string(),
    threshold: z.enum(['LOW_STOCK', 'OUT_OF_STOCK', 'RESTOCKED']),
    available: z.int(),
    lowStockAt: z.int().nonnegative(),
  }),
});

export const InventoryReservationExpired = defineEvent({
  type: 'InventoryReservationExpired',
  version: 1,
  publishers: ['inventory'],
  consumers: ['order'],
  description:
    'What is held for an order has been held for long: does it still need it? Nothing is freed yet. Answered by ExtendReservation or ReleaseStock. Subject: the order id.',
  schema: z.object({ orderId: z.uuid() }),
});
