import { expect, it } from '@jest/globals';
import { wrongMoment } from './scheduled-price.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

it.each([
  ['2026-01-01T12:00:00.001Z', undefined],
  ['2027-12-31T00:00:00Z', undefined],
  ['2026-01-01T12:00:00Z', 'must be in the future'],
  ['2025-01-01T00:00:00Z', 'must be in the future'],
  ['2028-06-01T00:00:00Z', 'must be within two years'],
])('a price from %s on: %s', (moment, problem) => {
  expect(wrongMoment(new Date(moment), NOW)).toBe(problem);
});
