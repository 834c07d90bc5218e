import { z } from 'zod';
import { cardNamed } from '../cards.ts';
import { newClientSecret, newStripeId, type PaymentIntent, unixTime } from '../objects.ts';
import { amount, choice, currency, expand, flag, metadata, readParams } from '../params.ts';
import { invalidRequest } from '../stripe-error.ts';
import { redirectFor } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { changed, type Operation } from './operation.ts';

const ignored = z.unknown().optional();
const text = z.string().optional();

const createParams = z.strictObject({
  amount,
  currency,
  capture_method: choice('automatic', 'automatic_async', 'manual').default('automatic_async'),
  confirm: flag.default(false),
  confirmation_method: choice('automatic', 'manual').default('automatic'),
  customer: text,
  description: text,
  error_on_requires_action: flag.default(false),
  expand,
  metadata: metadata.default({}),
  off_session: flag.default(false),
  payment_method: text,
  allowed_payment_method_types: z.array(z.string()).optional(),
  payment_method_types: z.array(z.string()).default(['card']),
  receipt_email: text,
  return_url: text,
  setup_future_usage: text,
  statement_descriptor: text,
  // Accepted and without effect here.
  automatic_payment_methods: ignored,
  payment_method_options: ignored,
  radar_options: ignored,
  shipping: ignored,
  statement_descriptor_suffix: ignored,
  transfer_group: ignored,
  use_stripe_sdk: ignored,
});

type CreateParams = z.output<typeof createParams>;

/** Newer versions of the API name the list that the older ones gave as payment_method_types. */
const typesOf = ({ allowed_payment_method_types, payment_method_types }: CreateParams): string[] =>
  allowed_payment_method_types ?? payment_method_types;

const newIntent = (params: CreateParams, now: Date): PaymentIntent => {
  const id = newStripeId('pi');
  return {
    ...{ id, object: 'payment_intent', livemode: false, client_secret: newClientSecret(id), created: unixTime(now) },
    ...{ amount: params.amount, amount_capturable: 0, amount_received: 0, currency: params.currency },
    ...{ capture_method: params.capture_method, confirmation_method: params.confirmation_method },
    ...{
      canceled_at: null,
      cancellation_reason: null,
      last_payment_error: null,
      latest_charge: null,
      next_action: null,
    },
    status: params.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation',
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: params.metadata,
    payment_method: params.payment_method ?? null,
    payment_method_types: typesOf(params),
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
  };
};

const mustFit = (paymentMethod: string, types: readonly string[]): void => {
  const { type = 'card' } = cardNamed(paymentMethod);
  if (types.includes(type)) return;
  throw invalidRequest(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${types.join(', ')}.`,
    { param: 'payment_method' },
  );
};

export const createIntent: Operation = ({ form, now, mustDecline, origin }) => {
  const params = readParams(createParams, form);
  if (params.payment_method !== undefined) mustFit(params.payment_method, typesOf(params));
  const intent = newIntent(params, now);
  if (!params.confirm) return changed(intent, { intents: [intent] });
  if (params.payment_method === undefined) {
    throw invalidRequest('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      param: 'payment_method',
    });
  }
  const declinesAuthentication = params.off_session || params.error_on_requires_action;
  const redirect = redirectFor(intent.id, origin, params.return_url);
  return authorize({
    intent,
    now,
    mustDecline,
    paymentMethod: params.payment_method,
    declinesAuthentication,
    redirect,
  });
};
