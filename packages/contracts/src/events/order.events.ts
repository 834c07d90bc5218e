import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { money } from '../money.ts';
import { orderStatus } from '../order-status.ts';

export const OrderStatusChanged = defineEvent({
  type: 'OrderStatusChanged',
  version: 1,
  publishers: ['order'],
  consumers: ['notification'],
  description:
    'An order moved on. Carries what a message to its customer needs. Subject: the order id; sequence: its version.',
  schema: z.object({
    orderId: z.uuid(),
    number: z.string(),
    customerId: z.uuid(),
    status: orderStatus,
    previousStatus: orderStatus.nullable(),
    /** Why the order ended, where it did: REJECTED and CANCELLED only. */
    reason: z.string().nullable(),
    lines: z.array(z.object({ title: z.string(), quantity: z.int() })),
    grandTotal: money,
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
  }),
});
