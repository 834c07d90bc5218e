import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import Stripe from 'stripe';
import { ProviderUnavailable } from '../application/errors.ts';
import type { AuthorizeOutcome, PaymentProvider } from '../application/ports.ts';
import { declineCodeOf, isAlready, isOutage } from './stripe-errors.ts';

export interface StripeOptions {
  readonly url: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
  /** The breaker opens after so many failures in a row, for so long. */
  readonly failuresToOpen: number;
  readonly openMs: number;
}

const connect = ({ url, secretKey, timeoutMs }: StripeOptions): Stripe => {
  const { protocol, hostname, port } = new URL(url);
  const isPlain = protocol === 'http:';
  return new Stripe(secretKey, {
    protocol: isPlain ? 'http' : 'https',
    host: hostname,
    port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  });
};

const outcomeOf = ({ id, status }: { readonly id: string; readonly status: string }): AuthorizeOutcome => {
  if (status === 'requires_capture') return { outcome: 'AUTHORIZED', paymentId: id };
  // Waiting for the customer to confirm at their bank comes later: until then such a card is as good as declined.
  if (status === 'requires_action') return { outcome: 'DECLINED', failureCode: 'authentication_required' };
  throw new ProviderUnavailable(`the payment ${id} is in the unexpected state ${status}`);
};

const unlessAlready =
  (state: 'succeeded' | 'canceled') =>
  (err: unknown): void => {
    if (!isAlready(err, state)) throw err;
  };

/**
 * Payments through Stripe's own client. No answer, or a failure on their side, throws ProviderUnavailable: that outcome
 * is unknown, never a decline, and asking again with the same idempotency key is safe.
 */
export const makeStripeProvider = (options: StripeOptions): PaymentProvider => {
  const stripe = connect(options);
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: options.openMs,
    breaker: new ConsecutiveBreaker(options.failuresToOpen),
  });
  const ask = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await breaker.execute(call);
    } catch (err) {
      if (!isOutage(err) && !(err instanceof BrokenCircuitError)) throw err;
      throw new ProviderUnavailable('the payment provider does not answer', { cause: err });
    }
  };
  return {
    authorize: async ({ orderId, amount, token, idempotencyKey }) => {
      const create = () =>
        stripe.paymentIntents.create(
          {
            amount: amount.amount,
            currency: amount.currency.toLowerCase(),
            payment_method: token,
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            capture_method: 'manual',
            confirm: true,
            metadata: { orderId },
          },
          { idempotencyKey },
        );
      try {
        return outcomeOf(await ask(create));
      } catch (err) {
        const failureCode = declineCodeOf(err);
        if (failureCode === undefined) throw err;
        return { outcome: 'DECLINED', failureCode };
      }
    },
    capture: async ({ paymentId, amount, idempotencyKey }) => {
      const capture = () =>
        stripe.paymentIntents.capture(paymentId, { amount_to_capture: amount.amount }, { idempotencyKey });
      await ask(capture).catch(unlessAlready('succeeded'));
    },
    void: async ({ paymentId, idempotencyKey }) => {
      await ask(() => stripe.paymentIntents.cancel(paymentId, {}, { idempotencyKey })).catch(unlessAlready('canceled'));
    },
  };
};
