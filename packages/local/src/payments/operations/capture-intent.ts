import { z } from 'zod';
import type { Books } from '../books.ts';
import type { Charge, PaymentIntent } from '../objects.ts';
import { expand, metadata, positive, readParams } from '../params.ts';
import { invalidRequest, unexpectedState } from '../stripe-error.ts';
import { changed, type Operation } from './operation.ts';

const captureParams = z.strictObject({
  amount_to_capture: positive.optional(),
  expand,
  metadata: metadata.optional(),
  statement_descriptor: z.string().optional(),
  statement_descriptor_suffix: z.string().optional(),
});

const capturable = (books: Books, id: string): { intent: PaymentIntent; charge: Charge } => {
  const intent = books.intent(id);
  if (intent.status !== 'requires_capture' || intent.latest_charge === null) {
    throw unexpectedState(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. ` +
        'Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
      intent,
    );
  }
  return { intent, charge: books.charge(intent.latest_charge) };
};

/** Takes the money that was set aside, or part of it; what is left is set free. */
export const captureIntent: Operation = ({ id, form, books }) => {
  const params = readParams(captureParams, form);
  const { intent, charge } = capturable(books, id);
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    const message = 'The amount to capture is greater than the amount that can be captured for this PaymentIntent.';
    throw invalidRequest(message, { code: 'amount_too_large', param: 'amount_to_capture', payment_intent: intent });
  }
  const captured: PaymentIntent = {
    ...intent,
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
    metadata: { ...intent.metadata, ...params.metadata },
  };
  return changed(captured, {
    intents: [captured],
    charges: [{ ...charge, captured: true, amount_captured: amount }],
    events: [{ type: 'payment_intent.succeeded', object: captured }],
  });
};
