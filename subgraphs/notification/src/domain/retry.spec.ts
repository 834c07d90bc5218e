import { expect, it } from '@jest/globals';
import { MAX_ATTEMPTS, nextAttempt } from './retry.ts';

it('waits longer after each failure and gives up after the eighth', () => {
  const at = new Date(0);
  const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => nextAttempt(index + 1, at)?.getTime() ?? 0);
  expect(MAX_ATTEMPTS).toBe(8);
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  expect(delays[0]).toBe(1_000);
  expect(nextAttempt(MAX_ATTEMPTS, at)).toBeUndefined();
});
