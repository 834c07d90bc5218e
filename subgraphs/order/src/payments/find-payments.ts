import type Stripe from 'stripe';
import { isLive } from '../application/payments/payment-news.ts';
import type { ProviderPayment } from '../application/payments/payment-ports.ts';
import type { StripeClient } from './stripe-client.ts';
import { toPayment } from './stripe-payment.ts';

const PAGE = 100;
/** With the charge, which knows what was given back. */
export const WHOLE = { expand: ['latest_charge'] };
/** How far our clock and theirs may be apart. */
const CLOCK_SLACK_S = 30;

const unixTime = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Everything made since a moment, newest first. */
export async function* paymentsSince({ ask }: StripeClient, moment: Date): AsyncIterable<ProviderPayment> {
  const created = { gte: unixTime(moment) };
  let after: string | undefined;
  do {
    const cursor = after === undefined ? {} : { starting_after: after };
    const page: Stripe.ApiList<Stripe.PaymentIntent> = await ask((stripe) =>
      stripe.paymentIntents.list({ limit: PAGE, created, expand: ['data.latest_charge'], ...cursor }),
    );
    yield* page.data.map(toPayment);
    after = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (after !== undefined);
}

const liveFirst = (payments: readonly ProviderPayment[]): ProviderPayment[] =>
  payments.toSorted((one, other) => Number(isLive(other)) - Number(isLive(one)));

/**
 * The payments of an order. Stripe's search lags up to a minute behind, its list never: what the search does not know
 * of yet is looked for among everything that was made since the order's payment was asked for.
 */
export const findPayments = async (
  client: StripeClient,
  { orderId, askedAt }: { readonly orderId: string; readonly askedAt: Date },
): Promise<readonly ProviderPayment[]> => {
  const query = `metadata['orderId']:'${orderId}'`;
  const { data } = await client.ask((stripe) => stripe.paymentIntents.search({ query, limit: PAGE }));
  // The search tells what to look at; only the payment itself is never stale.
  const known = await Promise.all(
    data.map(({ id }) => client.ask((stripe) => stripe.paymentIntents.retrieve(id, WHOLE))),
  );
  const found = known.map(toPayment);
  if (found.some(isLive)) return liveFirst(found);
  const since = new Date(askedAt.getTime() - CLOCK_SLACK_S * 1000);
  for await (const payment of paymentsSince(client, since)) {
    const isNew = payment.orderId === orderId && found.every(({ paymentId }) => paymentId !== payment.paymentId);
    if (isNew) found.push(payment);
  }
  return liveFirst(found);
};
