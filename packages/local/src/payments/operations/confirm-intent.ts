import { z } from 'zod';
import { expand, flag, readParams } from '../params.ts';
import { unexpectedState } from '../stripe-error.ts';
import { redirectFor } from './authenticate.ts';
import { authorize } from './authorize.ts';
import type { Operation } from './operation.ts';

const confirmParams = z.strictObject({
  error_on_requires_action: flag.default(false),
  expand,
  off_session: flag.default(false),
  payment_method: z.string().optional(),
  receipt_email: z.string().optional(),
  return_url: z.string().optional(),
});

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export const confirmIntent: Operation = ({ id, form, books, now, mustDecline, origin }) => {
  const params = readParams(confirmParams, form);
  const intent = books.intent(id);
  if (!CONFIRMABLE.includes(intent.status)) {
    throw unexpectedState(`You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`, intent);
  }
  const paymentMethod = params.payment_method ?? intent.payment_method;
  if (paymentMethod === null) {
    throw unexpectedState('You cannot confirm this PaymentIntent because it is missing a payment method.', intent);
  }
  const declinesAuthentication = params.off_session || params.error_on_requires_action;
  const redirect = redirectFor(id, origin, params.return_url);
  return authorize({ intent, paymentMethod, now, mustDecline, declinesAuthentication, redirect });
};
