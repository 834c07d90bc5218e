import { eventually } from '@cardstock/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BrokenCircuitError } from 'cockatiel';
import { Breaker, type BreakerState } from './breaker.ts';
import { ClientLeft, TimedOut } from './call-limit.ts';
import { GatewayRefused, TransportFailed } from './failures.ts';

let breaker: Breaker;
let states: BreakerState[];
let defects: unknown[];
let isBack: boolean | Error = false;
const makeBreaker = ({ failures = 5, probeEveryMs = 60_000 } = {}): void => {
  states = [];
  defects = [];
  isBack = false;
  breaker = new Breaker({
    failures,
    rate: 0.5,
    probeEveryMs,
    probe: async () => {
      if (isBack instanceof Error) throw isBack;
      return isBack;
    },
    onChange: (state) => void states.push(state),
    onDefect: (err) => void defects.push(err),
  });
};
afterEach(() => breaker.rest());

const call = (err?: Error): Promise<unknown> =>
  breaker.call(() => (err ? Promise.reject(err) : Promise.resolve('answer'))).catch((thrown: unknown) => thrown);
const times = async (count: number, err?: Error): Promise<void> => {
  for (let called = 0; called < count; called += 1) await call(err);
};

describe('a circuit breaker', () => {
  it.each([new TransportFailed('away'), new TimedOut(true)])('opens after failures in a row: %s', async (err) => {
    makeBreaker();
    await times(4, err);
    await call();
    await times(4, err);
    expect(breaker.state).toBe('closed');
    await call(err);
    expect(breaker.state).toBe('open');
    expect(await call()).toBeInstanceOf(BrokenCircuitError);
  });

  it.each([new TimedOut(false), new ClientLeft('gone'), new GatewayRefused('status 400'), new TypeError('a defect')])(
    'does not count %s',
    async (err) => {
      makeBreaker();
      await times(50, err);
      expect(breaker.state).toBe('closed');
    },
  );

  it('opens when more than half fail, though never many in a row', async () => {
    makeBreaker({ failures: 1_000 });
    for (let round = 0; round < 30 && breaker.state === 'closed'; round += 1) {
      await times(2, new TransportFailed('now and then'));
      await call();
    }
    expect(breaker.state).toBe('open');
  });

  it('stays closed when fewer fail', async () => {
    makeBreaker({ failures: 1_000 });
    for (let round = 0; round < 50; round += 1) {
      await call(new TransportFailed('now and then'));
      await times(2);
    }
    expect(breaker.state).toBe('closed');
  });

  it('tries by itself, and lets nobody through meanwhile', async () => {
    makeBreaker({ failures: 1, probeEveryMs: 20 });
    await call(new TransportFailed('away'));
    await eventually(() => expect(states.filter((state) => state === 'half-open').length).toBeGreaterThan(2));
    expect(await call()).toBeInstanceOf(BrokenCircuitError);
    isBack = true;
    await eventually(() => expect(breaker.state).toBe('closed'));
    expect(await call()).toBe('answer');
  });

  it('tries a subgraph less often that fails again as soon as it was found well, up to a bound', async () => {
    makeBreaker({ failures: 1, probeEveryMs: 100 });
    isBack = true;
    const waits: number[] = [];
    for (let relapse = 0; relapse < 6; relapse += 1) {
      await call(new TransportFailed('away'));
      const openedAt = performance.now();
      await eventually(() => expect(breaker.state).toBe('closed'), { everyMs: 1 });
      waits.push(performance.now() - openedAt);
    }
    expect(waits.at(-1)).toBeGreaterThan(100 * 2 ** 2 * 0.7);
    expect(waits.at(-1)).toBeLessThan(100 * 2 ** 5 * 0.7);
  });

  it('tells of a trial that failed by a fault of ours, and of no other', async () => {
    makeBreaker({ failures: 1, probeEveryMs: 10 });
    await call(new TransportFailed('away'));
    await eventually(() => expect(states.filter((state) => state === 'half-open').length).toBeGreaterThan(1));
    expect(defects).toEqual([]);
    isBack = new TypeError('a defect');
    await eventually(() => expect(defects).toEqual([isBack]));
  });

  it('tries no more once it rests, until it is needed again', async () => {
    makeBreaker({ failures: 1, probeEveryMs: 20 });
    await call(new TransportFailed('away'));
    breaker.rest();
    isBack = true;
    expect(breaker.state).toBe('open');
    await call();
    await eventually(() => expect(breaker.state).toBe('closed'));
  });
});
