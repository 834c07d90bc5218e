import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AlertState, bandOf, nextState, stateIn, thresholdOf } from './stock-alert.ts';

const LOW_AT = 5;
const story = (start: number, ...after: number[]): string[] => {
  let state: AlertState = stateIn(bandOf(start, LOW_AT));
  return after.flatMap((available) => {
    const next = nextState(state, bandOf(available, LOW_AT));
    if (next === state) return [];
    state = next;
    return [thresholdOf(next)];
  });
};

describe('the alert of a SKU', () => {
  it('is raised when little is left and when nothing is', () => {
    expect(story(10, 6, 5, 4, 1, 0)).toEqual(['LOW_STOCK', 'OUT_OF_STOCK']);
  });

  it('skips what was skipped', () => expect(story(10, 0)).toEqual(['OUT_OF_STOCK']));

  it('is over when there is clearly more than little', () => {
    expect(story(5, 6)).toEqual([]);
    expect(story(5, 7)).toEqual(['RESTOCKED']);
  });

  it('is not raised again by single pieces that come and go', () => {
    expect(story(7, 6, 5, 6, 5, 6, 5)).toEqual(['LOW_STOCK']);
    expect(story(7, 0, 1, 0, 1, 0)).toEqual(['OUT_OF_STOCK']);
  });

  it('is raised again after it was over', () => {
    expect(story(7, 5, 7, 5)).toEqual(['LOW_STOCK', 'RESTOCKED', 'LOW_STOCK']);
  });

  it('never says the same twice in a row, however stock moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1 }), ([start = 0, ...after]) => {
        const told = story(start, ...after);
        for (const [place, threshold] of told.entries()) expect(threshold).not.toBe(told[place - 1]);
      }),
    );
  });

  it('only depends on where stock is when the band stays', () => {
    fc.assert(
      fc.property(fc.constantFrom<AlertState>('IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK'), fc.nat(20), (state, pieces) => {
        const band = bandOf(pieces, LOW_AT);
        expect(nextState(nextState(state, band), band)).toBe(nextState(state, band));
      }),
    );
  });
});
