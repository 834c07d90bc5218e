import Stripe from 'stripe';
import { ProviderUnavailable } from '../application/errors.ts';
import { type Breaker, type BreakerState, isBroken, makeBreaker } from './breaker.ts';
import { isKeyUsedUp, isOutage } from './stripe-errors.ts';

export interface StripeOptions {
  readonly url: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
  /** The breaker opens after so many failures in a row, for so long, and closes after so many good probes. */
  readonly failuresToOpen: number;
  readonly openMs: number;
  readonly probesToClose: number;
  /** Where customers come back to after they have confirmed a payment at their bank. */
  readonly returnUrl: string;
  readonly onBreaker: (state: BreakerState) => void;
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

export interface StripeClient {
  /** Asks Stripe. No answer, or a failure on their side, throws ProviderUnavailable: that outcome is unknown. */
  ask<Result>(call: (stripe: Stripe) => Promise<Result>): Promise<Result>;
  readonly breaker: Breaker;
}

/** Stripe's own client behind a timeout and a circuit breaker. */
export const makeStripeClient = (options: StripeOptions): StripeClient => {
  const stripe = connect(options);
  const breaker = makeBreaker({ ...options, isFailure: isOutage, onState: options.onBreaker });
  return {
    breaker,
    ask: async (call) => {
      try {
        return await breaker.run(() => call(stripe));
      } catch (err) {
        const isSpent = isKeyUsedUp(err);
        if (!isOutage(err) && !isBroken(err) && !isSpent) throw err;
        const why = { cause: err, isKeyUsedUp: isSpent, restMs: breaker.restMs() };
        throw new ProviderUnavailable('the payment provider does not answer', why);
      }
    },
  };
};
