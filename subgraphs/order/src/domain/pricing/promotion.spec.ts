import { describe, expect, it } from '@jest/globals';
import { normalCode, notCombinable, offGoods, type Promotion, problemOf } from './promotion.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const TEN_OFF: Promotion = {
  id: 'p1',
  code: 'TEN',
  kind: 'PERCENT',
  value: 1_000,
  minSubtotal: 2_000,
  validFrom: new Date('2026-11-01'),
  validTo: new Date('2026-12-01'),
  usageLimit: 3,
  usageLimitPerCustomer: null,
  isActive: true,
  uses: 2,
};

describe('a promotion', () => {
  it.each([
    ['', {}, undefined],
    ['switched off', { isActive: false }, 'INACTIVE'],
    ['before it begins', { validFrom: new Date('2026-11-22') }, 'NOT_YET_VALID'],
    ['at the moment it ends', { validTo: NOW }, 'EXPIRED'],
    ['for more than the goods cost', { minSubtotal: 2_001 }, 'SUBTOTAL_TOO_LOW'],
    ['that is used up', { uses: 3 }, 'USED_UP'],
    ['without any limit', { validFrom: null, validTo: null, usageLimit: null, uses: 99 }, undefined],
  ])('%s applies, or says why not', (_what, changes, problem) => {
    expect(problemOf({ ...TEN_OFF, ...changes }, 2_000, NOW)).toBe(problem);
  });

  it('never takes off more than the goods cost', () => {
    expect(offGoods({ ...TEN_OFF, kind: 'FIXED', value: 5_000 }, 300)).toBe(300);
    expect(offGoods({ ...TEN_OFF, value: 10_000 }, 300)).toBe(300);
    expect(offGoods(TEN_OFF, 15)).toBe(2);
  });

  it('goes with free shipping, not with another one off the goods', () => {
    const five: Promotion = { ...TEN_OFF, code: 'FIVE', kind: 'FIXED', value: 500 };
    const free: Promotion = { ...TEN_OFF, code: 'FREE', kind: 'FREE_SHIPPING', value: 0 };
    expect(notCombinable([TEN_OFF, free])).toBeUndefined();
    expect(notCombinable([TEN_OFF, free, five])?.code).toBe('FIVE');
    expect(notCombinable([free, { ...free, code: 'FREE2' }])?.code).toBe('FREE2');
  });

  it('has one code, however it is typed', () => {
    expect(normalCode(' ten ')).toBe('TEN');
  });
});
