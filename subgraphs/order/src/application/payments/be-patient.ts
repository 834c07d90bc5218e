import { ProviderUnavailable } from '../errors.ts';
import type { PaymentParts, PaymentTask } from './payment-parts.ts';
import type { PaymentOperation } from './payment-ports.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
/** So that not everything that waited comes at once. */
const SPREAD_MS = 1_000;

/** What the circuit breaker of the provider rests; while it is closed, exponential backoff with full jitter. */
const waitMs = (retries: number, restMs: number, random: number): number =>
  restMs > 0
    ? Math.round(restMs + random * SPREAD_MS)
    : Math.round(50 + random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(retries, 10)));

interface Patience extends Pick<PaymentParts, 'transact' | 'now'> {
  readonly random: () => number;
}

/**
 * Runs a payment task. Where the provider does not answer, the task is put off in PostgreSQL and counts as done: an
 * outage of any length uses up no attempts of its message, and what waited goes on as soon as the provider is back.
 * Resolves to whether it was done.
 */
export const makeBePatient =
  ({ transact, now, random }: Patience) =>
  <Task extends PaymentTask>(operationOf: (task: Task) => PaymentOperation, run: (task: Task) => Promise<void>) =>
  async (task: Task): Promise<boolean> => {
    const key = { orderId: task.orderId, operation: operationOf(task) };
    try {
      await run(task);
      return true;
    } catch (err) {
      if (!(err instanceof ProviderUnavailable)) throw err;
      task.log.warn({ err, ...key }, 'the payment provider does not answer: put off');
      await transact(async ({ calls }) => {
        const retries = (await calls.find(key))?.retries ?? 0;
        const until = new Date(now().getTime() + waitMs(retries, err.restMs, random()));
        await calls.putOff(key, until, err.isKeyUsedUp);
      });
      return false;
    }
  };
