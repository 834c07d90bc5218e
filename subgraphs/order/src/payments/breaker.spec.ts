import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Breaker, type BreakerState, isBroken, makeBreaker } from './breaker.ts';

class Outage extends Error {}

const OPEN_MS = 60_000;
let states: BreakerState[];
let breaker: Breaker;
let asked: number;

const good = () => breaker.run(async () => (asked += 1));
const bad = () =>
  breaker.run(async () => {
    asked += 1;
    throw new Outage();
  });
const refusedCard = () => breaker.run(async () => Promise.reject(new Error('declined')));
const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
  for (let done = 0; done < count; done += 1) await call().catch(() => undefined);
};

beforeEach(() => {
  jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask', 'setTimeout', 'setImmediate'] });
  [states, asked] = [[], 0];
  breaker = makeBreaker({
    ...{ failuresToOpen: 5, openMs: OPEN_MS, probesToClose: 3 },
    isFailure: (err) => err instanceof Outage,
    onState: (state) => states.push(state),
  });
});
afterEach(() => void jest.useRealTimers());

describe('the circuit breaker', () => {
  it('opens after five failures in a row, and asks nobody for a minute', async () => {
    await times(4, bad);
    await good();
    await times(4, bad);
    expect(breaker.state).toBe('closed');
    await times(1, bad);
    expect([breaker.state, breaker.restMs()]).toEqual(['open', OPEN_MS]);
    asked = 0;
    expect(isBroken(await good().catch((err: unknown) => err))).toBe(true);
    jest.setSystemTime(OPEN_MS - 1);
    expect(isBroken(await good().catch((err: unknown) => err))).toBe(true);
    expect([asked, breaker.restMs()]).toEqual([0, 1]);
  });

  it('closes after three good probes', async () => {
    await times(5, bad);
    jest.setSystemTime(OPEN_MS);
    await good();
    expect(breaker.state).toBe('half-open');
    await good();
    expect(breaker.state).toBe('half-open');
    await good();
    expect([breaker.state, breaker.restMs()]).toEqual(['closed', 0]);
    expect(states).toEqual(['open', 'half-open', 'closed']);
    await times(4, bad);
    expect(breaker.state).toBe('closed');
  });

  it.each([1, 2, 3])('opens again at a failure of probe %s', async (probe) => {
    await times(5, bad);
    jest.setSystemTime(OPEN_MS);
    await times(probe - 1, good);
    await times(1, bad);
    expect([breaker.state, breaker.restMs()]).toEqual(['open', OPEN_MS]);
  });

  it('lets probes through one at a time', async () => {
    await times(5, bad);
    jest.setSystemTime(OPEN_MS);
    let [inside, most] = [0, 0];
    const probe = () =>
      breaker.run(async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      });
    await Promise.all([probe(), probe(), probe()]);
    expect([most, breaker.state]).toEqual([1, 'closed']);
  });

  it('takes a refusal for an answer: it neither opens it nor keeps it from closing', async () => {
    await times(20, refusedCard);
    expect(breaker.state).toBe('closed');
    await expect(refusedCard()).rejects.toThrow('declined');
    await times(5, bad);
    jest.setSystemTime(OPEN_MS);
    await times(3, refusedCard);
    expect(breaker.state).toBe('closed');
  });
});
