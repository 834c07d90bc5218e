import { describe, expect, it } from '@jest/globals';
import { makeRandom } from '../random.ts';
import { planFaults } from './plan.ts';
import { ALL_FAULTS, POINTS } from './points.ts';

describe('the plan of a run', () => {
  it('is the same for the same seed', () => {
    expect(planFaults(makeRandom(4), false)).toEqual(planFaults(makeRandom(4), false));
    expect(planFaults(makeRandom(4), false)).not.toEqual(planFaults(makeRandom(5), false));
  });

  it('strikes every point at every step', () => {
    expect(new Set(planFaults(makeRandom(1), false))).toEqual(new Set(ALL_FAULTS));
  });

  it('strikes every point at least once when it is short, whatever the seed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const points = planFaults(makeRandom(seed), true).map(({ point }) => point);
      expect(points.toSorted()).toEqual([...POINTS].toSorted());
    }
  });
});
