import { describe, expect, it } from '@jest/globals';
import { backoff } from './queues.ts';

describe('the backoff of a message that failed', () => {
  it('doubles its longest delay with every attempt', () => {
    expect([1, 2, 3, 4].map((attempt) => backoff(attempt, () => 1))).toEqual([200, 400, 800, 1_600]);
  });

  it('never waits longer than half a minute', () => {
    expect(backoff(500, () => 1)).toBe(30_000);
  });

  it('spreads attempts from nothing to the longest delay, so that they do not come all at once', () => {
    expect([0, 0.5, 1].map((chance) => backoff(3, () => chance))).toEqual([0, 400, 800]);
  });
});
