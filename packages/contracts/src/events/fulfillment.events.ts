import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { shipmentStatus } from '../order-status.ts';

export const ShipmentStatusChanged = defineEvent({
  type: 'ShipmentStatusChanged',
  version: 1,
  publishers: ['fulfillment'],
  consumers: ['order'],
  description: 'A parcel moved on. Subject: the order id; sequence: the version of the shipment.',
  schema: z.object({
    orderId: z.uuid(),
    shipmentId: z.uuid(),
    status: shipmentStatus,
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
  }),
});

export const FulfillmentReduced = defineEvent({
  type: 'FulfillmentReduced',
  version: 1,
  publishers: ['fulfillment'],
  consumers: ['order'],
  description:
    'Whether some pieces were taken out of a shipment: not where it was packed or had left. Subject: the order id.',
  schema: z.object({ orderId: z.uuid(), changeId: z.uuid(), isReduced: z.boolean() }),
});
