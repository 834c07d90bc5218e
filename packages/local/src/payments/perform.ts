import type { StoredReply } from './books.ts';
import { earlierReply, fingerprintOf, type KeyedRequest } from './idempotency.ts';
import { type Change, newStripeId, type StripeEvent, unixTime } from './objects.ts';
import { expandReply } from './operations/expand.ts';
import type { Call, Operation } from './operations/operation.ts';
import { errorReply, StripeError } from './stripe-error.ts';

export interface ApiRequest {
  operation: Operation;
  call: Call;
  path: string;
  body: string;
  key: string | undefined;
  apiVersion: string | null;
  /** Without an address for webhooks, events are written down but owed to nobody. */
  sendsWebhooks: boolean;
  /** A failure to answer with, kept under the key: instead of the work, or after it. */
  failure?: 'instead' | 'after' | undefined;
}

export interface Answer {
  status: number;
  body: object;
  requestId: string;
  /** The request that an answer was first given to, when it is a repetition. */
  originalRequest?: string;
  events: StripeEvent[];
}

// Wrong parameters are not remembered under the key, as with Stripe: nothing was carried out.
const REMEMBERED_REFUSALS = ['payment_intent_unexpected_state', 'charge_already_refunded'];

interface Result {
  status: number;
  reply: object;
  change: Change;
}

const FAILED = errorReply({ type: 'api_error', message: 'The sandbox was asked to fail here, and to remember it.' });

const carryOut = ({ operation, call, failure }: ApiRequest): Result => {
  if (failure === 'instead') return { status: 500, reply: FAILED, change: {} };
  try {
    const { status, reply, change } = operation(call);
    if (failure === 'after') return { status: 500, reply: FAILED, change };
    return { status, reply: status === 200 ? expandReply(call, reply, change) : reply, change };
  } catch (error) {
    if (!(error instanceof StripeError) || !REMEMBERED_REFUSALS.includes(error.body.code ?? '')) throw error;
    return { status: error.status, reply: errorReply(error.body), change: {} };
  }
};

const eventsOf = (
  { events = [] }: Change,
  { key, apiVersion, call, sendsWebhooks }: ApiRequest,
  requestId: string,
): StripeEvent[] =>
  events.map(({ type, object }) => ({
    ...{
      id: newStripeId('evt'),
      object: 'event',
      api_version: apiVersion,
      created: unixTime(call.now),
      livemode: false,
      type,
    },
    ...{
      data: { object },
      pending_webhooks: sendsWebhooks ? 1 : 0,
      request: { id: requestId, idempotency_key: key ?? null },
    },
  }));

const repeated = ({ status, body, requestId }: StoredReply): Answer => ({
  ...{ status, body, requestId: newStripeId('req'), originalRequest: requestId, events: [] },
});

const keyedRequest = ({ key, path, body }: ApiRequest): KeyedRequest | undefined =>
  key === undefined ? undefined : { key, path, fingerprint: fingerprintOf(path, body) };

/** Carries a request out once, however often it comes with the same key; what it did and what it answered is written together. */
export const perform = (request: ApiRequest): Answer => {
  const { books, now } = request.call;
  const keyed = keyedRequest(request);
  const earlier = keyed && earlierReply(books, keyed, now);
  if (earlier !== undefined) return repeated(earlier);
  const { status, reply, change } = carryOut(request);
  const answer = { status, body: reply, requestId: newStripeId('req') };
  const events = eventsOf(change, request, answer.requestId);
  const isWorthALine = keyed !== undefined || Object.keys(change).length > 0;
  if (isWorthALine)
    books.record({ ...change, events, ...(keyed && { reply: { ...keyed, ...answer, at: now.getTime() } }) });
  return { ...answer, events };
};
