import { setTimeout as pause } from 'node:timers/promises';
import { ExponentialBackoff } from 'cockatiel';
import type { CallLimit } from './call-limit.ts';
import { mayPass } from './failures.ts';

interface SendAgainOptions<Result> {
  readonly send: () => Promise<Result>;
  readonly retries: number;
  readonly limit: CallLimit;
  readonly onRetry: () => void;
}

const backoffs = new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 });

/**
 * Sends a read again, after a wait with jitter, while its failure may pass and there is time left. Cockatiel's own retry
 * waits on when the client has left or time is up, and would then say "too late" where the reason is "away".
 */
export const sendAgain = async <Result>({
  send,
  retries,
  limit,
  onRetry,
}: SendAgainOptions<Result>): Promise<Result> => {
  let backoff = backoffs.next();
  for (let left = retries; ; left -= 1) {
    try {
      return await send();
    } catch (err) {
      const waitMs = backoff.duration;
      if (left === 0 || !mayPass(err) || limit.signal.aborted || waitMs >= limit.leftMs) throw err;
      onRetry();
      backoff = backoff.next(undefined);
      await limit.race(pause(waitMs));
    }
  }
};
