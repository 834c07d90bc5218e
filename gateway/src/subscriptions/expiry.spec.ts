import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { whenExpired } from './expiry.ts';

const DAY_MS = 86_400_000;

describe('when something expires', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  it.each([[1_000], [40 * DAY_MS]])('after %p ms it is told then, once, and not before', (lifetime) => {
    const onExpired = jest.fn();
    whenExpired(lifetime, onExpired);
    jest.advanceTimersByTime(lifetime - 1);
    expect(onExpired).not.toHaveBeenCalled();
    jest.advanceTimersByTime(DAY_MS);
    expect(onExpired).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('in the past it is told at once', () => {
    const onExpired = jest.fn();
    whenExpired(-5, onExpired);
    jest.advanceTimersByTime(0);
    expect(onExpired).toHaveBeenCalledTimes(1);
  });

  it('it can be called off, and never may mean never', () => {
    const onExpired = jest.fn();
    whenExpired(1_000, onExpired)();
    whenExpired(undefined, onExpired)();
    expect(jest.getTimerCount()).toBe(0);
  });
});
