import { z } from 'zod';
import { defineCommand } from '../message.ts';
import { money } from '../money.ts';

const payment = {
  version: 1,
  publishers: ['order'],
  consumers: ['order'],
  schema: z.object({ orderId: z.uuid() }),
} as const;

export const AuthorizePayment = defineCommand({
  ...payment,
  type: 'AuthorizePayment',
  description: 'Ask the payment provider to set the money of an order aside.',
});

export const CapturePayment = defineCommand({
  ...payment,
  type: 'CapturePayment',
  description: 'Take the money that was set aside for an order.',
});

export const VoidPayment = defineCommand({
  ...payment,
  type: 'VoidPayment',
  description: 'Let go of the money that was set aside for an order, if any was.',
});

export const RefundPayment = defineCommand({
  ...payment,
  type: 'RefundPayment',
  description: 'Give back some of the money that was taken for an order. The same refundId gives it back once.',
  schema: z.object({ orderId: z.uuid(), refundId: z.uuid(), amount: money, reason: z.string() }),
});
