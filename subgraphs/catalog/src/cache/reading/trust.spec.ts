import { describe, expect, it } from '@jest/globals';
import { isAwaiting, type Session, Trust } from './trust.ts';

const aSession = (more: Partial<Session> = {}): Session => ({
  grant: '1:run',
  applied: 0,
  announced: 0,
  committed: 0,
  ...more,
});

const trustFrom = (steady: number, wall: number) => {
  const clock = { steady, wall };
  const trust = new Trust(() => ({ ...clock }));
  trust.begin(aSession());
  return { clock, trust };
};

describe('trust in what is remembered', () => {
  it('begins with a lease, and ends with it', () => {
    const { clock, trust } = trustFrom(10, 1_000);
    expect(trust.trusted).toBeUndefined();
    trust.extend(trust.now(), 500);
    expect(trust.trusted).toBe(trust.session);
    clock.steady += 500;
    clock.wall += 500;
    expect(trust.trusted).toBeUndefined();
    expect(trust.session).toBeDefined();
  });

  it('counts from when the lease was asked for, however late the answer came', () => {
    const { clock, trust } = trustFrom(10, 1_000);
    const askedAt = trust.now();
    clock.steady += 600;
    clock.wall += 600;
    trust.extend(askedAt, 500);
    expect(trust.trusted).toBeUndefined();
  });

  it.each([
    ['the machine slept: only the clock on the wall went on', 0, 600],
    ['the clock on the wall was set back', 600, -3_600_000],
  ])('is over where %s', (_what, steady, wall) => {
    const { clock, trust } = trustFrom(10, 1_000);
    trust.extend(trust.now(), 500);
    clock.steady += steady;
    clock.wall += wall;
    expect(trust.trusted).toBeUndefined();
  });

  it('is suspended until the next lease', () => {
    const { trust } = trustFrom(10, 1_000);
    trust.extend(trust.now(), 500);
    trust.suspend();
    expect(trust.trusted).toBeUndefined();
    trust.extend(trust.now(), 500);
    expect(trust.trusted).toBeDefined();
    trust.end();
    expect(trust.session).toBeUndefined();
  });
});

it('a commit is awaited from its announcement until it is known', () => {
  expect(isAwaiting(aSession({ announced: 7, committed: 6 }))).toBe(true);
  expect(isAwaiting(aSession({ announced: 7, committed: 7 }))).toBe(false);
});
