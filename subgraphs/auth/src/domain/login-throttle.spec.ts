import { expect, it } from '@jest/globals';
import { retryAfterSeconds } from './login-throttle.ts';

const at = new Date('2026-03-01T12:00:00Z');
const minutesAgo = (...minutes: number[]): Date[] => minutes.map((count) => new Date(at.getTime() - count * 60_000));

it.each([
  ['no failure', [], undefined],
  ['four failures', [1, 2, 3, 4], undefined],
  ['five failures, one of them forgiven', [1, 2, 3, 4, 15], undefined],
  ['five failures', [1, 2, 3, 4, 5], 600],
  ['five failures in any order', [5, 1, 4, 2, 3], 600],
  ['more than five: the fifth latest decides', [1, 1, 1, 1, 2, 14], 780],
])('after %s', (_case, minutes, seconds) => {
  expect(retryAfterSeconds(minutesAgo(...minutes), at)).toBe(seconds);
});
