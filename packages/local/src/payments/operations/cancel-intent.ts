import { z } from 'zod';
import { type PaymentIntent, unixTime } from '../objects.ts';
import { choice, expand, readParams } from '../params.ts';
import { unexpectedState } from '../stripe-error.ts';
import { changed, type Operation } from './operation.ts';

const cancelParams = z.strictObject({
  cancellation_reason: choice('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer').optional(),
  expand,
});

const FINAL = ['succeeded', 'canceled'];

export const cancelIntent: Operation = ({ id, form, books, now }) => {
  const { cancellation_reason = null } = readParams(cancelParams, form);
  const intent = books.intent(id);
  if (FINAL.includes(intent.status)) {
    throw unexpectedState(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, intent);
  }
  const canceled: PaymentIntent = {
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: unixTime(now),
    cancellation_reason,
    next_action: null,
  };
  return changed(canceled, { intents: [canceled], events: [{ type: 'payment_intent.canceled', object: canceled }] });
};
