import { z } from 'zod';
import { defineCommand } from '../message.ts';
import { address } from '../parts.ts';

export const FulfilOrder = defineCommand({
  type: 'FulfilOrder',
  version: 1,
  publishers: ['order'],
  consumers: ['fulfillment'],
  description: 'Pick, pack and ship a confirmed order. Answered by ShipmentStatusChanged, once per step.',
  schema: z.object({
    orderId: z.uuid(),
    number: z.string(),
    customerId: z.uuid(),
    shippingAddress: address,
    lines: z.array(z.object({ sku: z.string(), quantity: z.int().positive(), warehouseId: z.string() })).min(1),
  }),
});

export const CancelFulfillment = defineCommand({
  type: 'CancelFulfillment',
  version: 1,
  publishers: ['order'],
  consumers: ['fulfillment'],
  description:
    'Stop a shipment that has not left. Answered by ShipmentStatusChanged: CANCELLED when it was stopped, SHIPPED when it had already left.',
  schema: z.object({ orderId: z.uuid() }),
});

export const ReduceFulfillment = defineCommand({
  type: 'ReduceFulfillment',
  version: 1,
  publishers: ['order'],
  consumers: ['fulfillment'],
  description:
    'Take some pieces out of a shipment that is not packed yet. Answered by FulfillmentReduced, the same for the same changeId.',
  schema: z.object({
    orderId: z.uuid(),
    changeId: z.uuid(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int().positive(), warehouseId: z.string() })).min(1),
  }),
});
