import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { money } from '../money.ts';
import { type OrderStatus, orderStatus } from '../order-status.ts';

/** Steps of our own work, of which customers are not written to: they see them in the order itself. */
const OWN_WORK: ReadonlySet<OrderStatus> = new Set(['PENDING', 'RESERVED', 'AUTHORIZED', 'PICKING', 'PACKED']);

export const OrderStatusChanged = defineEvent({
  type: 'OrderStatusChanged',
  version: 1,
  publishers: ['order'],
  consumers: ['notification'],
  isWantedBy: (consumer, { status }) => consumer !== 'notification' || !OWN_WORK.has(status),
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

const milestone = { orderId: z.uuid(), number: z.string(), customerId: z.uuid() };

export const OrderCreated = defineEvent({
  type: 'OrderCreated',
  version: 1,
  publishers: ['order'],
  consumers: [],
  description: 'Somebody placed an order; whether it can be fulfilled is not known yet. Subject: the order id.',
  schema: z.object({ ...milestone, grandTotal: money }),
});

export const OrderConfirmed = defineEvent({
  type: 'OrderConfirmed',
  version: 1,
  publishers: ['order'],
  consumers: [],
  description: 'The stock and the money of an order are held: it will be fulfilled. Subject: the order id.',
  schema: z.object({ ...milestone, grandTotal: money }),
});

export const OrderPaymentReceived = defineEvent({
  type: 'OrderPaymentReceived',
  version: 1,
  publishers: ['order'],
  consumers: [],
  description: 'The money of an order was taken. Subject: the order id.',
  schema: z.object({ ...milestone, amount: money }),
});

export const OrderCancelled = defineEvent({
  type: 'OrderCancelled',
  version: 1,
  publishers: ['order'],
  consumers: [],
  description: 'An order was called off. Subject: the order id.',
  schema: z.object({ ...milestone, reason: z.string() }),
});

export const OrderFulfilled = defineEvent({
  type: 'OrderFulfilled',
  version: 1,
  publishers: ['order'],
  consumers: [],
  description: 'The parcel of an order has arrived. Subject: the order id.',
  schema: z.object({ ...milestone, carrier: z.string().nullable(), trackingNumber: z.string().nullable() }),
});
