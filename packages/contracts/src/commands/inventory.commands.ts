import { z } from 'zod';
import { defineCommand } from '../message.ts';
import { skuQuantity } from '../parts.ts';

export const ReserveStock = defineCommand({
  type: 'ReserveStock',
  version: 1,
  publishers: ['order'],
  consumers: ['inventory'],
  description:
    'Hold these pieces for an order: all of them, or none. Answered by InventoryReserved, InventoryBackordered or InventoryReservationFailed.',
  schema: z.object({ orderId: z.uuid(), lines: z.array(skuQuantity).min(1) }),
});

export const ReleaseStock = defineCommand({
  type: 'ReleaseStock',
  version: 1,
  publishers: ['order'],
  consumers: ['inventory'],
  description:
    'Free what is held for an order. Answered by InventoryReleased, also where nothing was held; a ReserveStock of the same order that arrives later is refused.',
  schema: z.object({ orderId: z.uuid(), reason: z.string() }),
});

export const CommitStock = defineCommand({
  type: 'CommitStock',
  version: 1,
  publishers: ['order'],
  consumers: ['inventory'],
  description: 'The pieces held for an order were shipped: take them out of stock. Answered by InventoryCommitted.',
  schema: z.object({ orderId: z.uuid() }),
});

export const ReleaseLines = defineCommand({
  type: 'ReleaseLines',
  version: 1,
  publishers: ['order'],
  consumers: ['inventory'],
  description:
    'Free some of the pieces that are held for an order: a line was cancelled. Answered by InventoryLinesReleased. The same changeId frees them once.',
  schema: z.object({
    orderId: z.uuid(),
    changeId: z.uuid(),
    lines: z.array(skuQuantity.extend({ warehouseId: z.string() })).min(1),
    reason: z.string(),
  }),
});

export const ExtendReservation = defineCommand({
  type: 'ExtendReservation',
  version: 1,
  publishers: ['order'],
  consumers: ['inventory'],
  description:
    'The order still needs what is held for it: where it is firm (confirmed), until it is committed or released; otherwise for another while. Answers InventoryReservationExpired; not answered itself.',
  schema: z.object({ orderId: z.uuid(), isFirm: z.boolean() }),
});

export const AnnounceAvailability = defineCommand({
  type: 'AnnounceAvailability',
  version: 1,
  publishers: ['catalog'],
  consumers: ['inventory'],
  description:
    'Say again how many pieces of these SKUs can be sold: the catalog has lost what it was told. Answered by InventoryChanged, of those that have stock levels; its revisions tell an answer that came late. Subject: "availability".',
  schema: z.object({ skus: z.array(z.string().min(1)).min(1).max(500) }),
});
