import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { askOnce } from './client.ts';
import type { Buyer, Cancellation, Journal, OrderBody, Reply, Submission } from './journal.ts';

export const PLACE_ORDER = `mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on PlaceOrderSuccess { order { id number totals { grandTotal { amount } } } }
    ... on DomainError { code }
  }
}`;
const CANCEL_ORDER = `mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) { __typename ... on CancelOrderSuccess { order { status } } ... on DomainError { code } }
}`;
const ADDRESS = {
  name: 'Casey Customer',
  line1: '1 Rathe Road',
  city: 'Metrix',
  postalCode: '10001',
  countryCode: 'US',
};

const TRY_AGAIN_MS = 250;
const GIVE_UP_MS = 90_000;

interface Placed {
  readonly placeOrder: {
    readonly order?: {
      readonly id: string;
      readonly number: string;
      readonly totals: { readonly grandTotal: { readonly amount: number } };
    };
    readonly code?: string;
  };
}

export const inputOf = (key: string, { token, ...goods }: OrderBody) => ({
  ...goods,
  idempotencyKey: key,
  shippingAddress: ADDRESS,
  payment: { method: 'card', token },
});

// What the client did wrong will be wrong again; everything else may be a fault's doing.
const HOPELESS = new Set(['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED']);

/** Asks once for an order. Never throws: no answer is an answer to be written down, too. */
export const submitOnce = async (gatewayUrl: string, { key, buyer, body }: Submission): Promise<Reply> => {
  try {
    const question = { query: PLACE_ORDER, variables: { input: inputOf(key, body) } };
    const { data, errors } = await askOnce<Placed | null>(gatewayUrl, question, buyer.accessToken);
    const code = errors?.[0]?.extensions?.code;
    if (code !== undefined && HOPELESS.has(code)) return { kind: 'refused', code };
    const { order, code: refusal } = data?.placeOrder ?? {};
    if (order)
      return { kind: 'placed', orderId: order.id, number: order.number, total: order.totals.grandTotal.amount };
    if (refusal !== undefined) return { kind: 'refused', code: refusal };
    return { kind: 'unknown', why: `${code}: ${errors?.[0]?.message}` };
  } catch (err) {
    return { kind: 'unknown', why: (err as Error).message };
  }
};

/** As a shop's page does: the same key again and again until somebody says something. */
const submitUntilAnswered = async (gatewayUrl: string, submission: Submission): Promise<Reply> => {
  const until = Date.now() + GIVE_UP_MS;
  for (;;) {
    const reply = await submitOnce(gatewayUrl, submission);
    submission.replies.push(reply);
    if (reply.kind !== 'unknown' || Date.now() > until) return reply;
    await pause(TRY_AGAIN_MS);
  }
};

interface Wish {
  readonly buyer: Buyer;
  readonly body: OrderBody;
  /** How many pages send the same order at once. */
  readonly copies: number;
  /** Given by the seed where a run is to be replayed. */
  readonly key?: string;
}

/** Places an order and writes down all that was answered. Returns its id where there is one. */
export const place = async (
  gatewayUrl: string,
  journal: Journal,
  { buyer, body, copies, key = randomUUID() }: Wish,
): Promise<string | undefined> => {
  const submission: Submission = { key, buyer, body, replies: [] };
  journal.submissions.push(submission);
  const replies = await Promise.all(Array.from({ length: copies }, () => submitUntilAnswered(gatewayUrl, submission)));
  return replies.find((reply) => reply.kind === 'placed')?.orderId;
};

/** Calls an order off, once; what was answered is written down. */
export const cancel = async (gatewayUrl: string, journal: Journal, buyer: Buyer, orderId: string): Promise<void> => {
  const cancellation: Cancellation = { orderId, outcome: undefined };
  journal.cancellations.push(cancellation);
  const question = { query: CANCEL_ORDER, variables: { input: { orderId, reason: 'I changed my mind' } } };
  type Cancelled = { cancelOrder: { order?: { status: string }; code?: string } } | null;
  try {
    const { data } = await askOnce<Cancelled>(gatewayUrl, question, buyer.accessToken);
    const { order, code } = data?.cancelOrder ?? {};
    if (order) cancellation.outcome = { status: order.status };
    else if (code !== undefined) cancellation.outcome = { code };
  } catch {
    // A client that gets no answer does not know whether its order is cancelled; the audit makes nothing of it.
  }
};
