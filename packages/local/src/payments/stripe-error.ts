import type { PaymentIntent } from './objects.ts';

export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: PaymentIntent;
}

/** An answer of the API that is not a success; `status` is its HTTP status. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export const errorReply = (body: ErrorBody) => ({
  error:
    body.code === undefined
      ? body
      : { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}` },
});

type Details = Omit<ErrorBody, 'type' | 'message'>;

export const invalidRequest = (message: string, details: Details = {}) =>
  new StripeError(400, { type: 'invalid_request_error', message, ...details });

export const missing = (kind: string, id: string, param: string) =>
  new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  });

export const unexpectedState = (message: string, intent: PaymentIntent) =>
  invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
