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
