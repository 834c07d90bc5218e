import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FraudRules, type Suspect, scoreOf } from './fraud.ts';

const RULES: FraudRules = {
  ...{ checkFrom: 0, largeAmount: 1000, manyOrders: 5, manyTokens: 3, windowMs: 1 },
  ...{ reviewScore: 60, rejectScore: 100 },
};
const NORMAL: Suspect = { amount: 999, country: 'US', orders: 4, tokens: 2, countries: ['US'] };

describe('the score of an order', () => {
  it.each([
    ['nothing odd', {}, 0, 'ACCEPT', []],
    ['no past at all', { countries: [] }, 0, 'ACCEPT', []],
    ['a large amount', { amount: 1000 }, 40, 'ACCEPT', ['large_amount']],
    ['another country', { country: 'FR' }, 20, 'ACCEPT', ['new_country']],
    [
      'a large amount to another country',
      { amount: 1000, country: 'FR' },
      60,
      'REVIEW',
      ['large_amount', 'new_country'],
    ],
    ['many orders with many tokens', { orders: 5, tokens: 3 }, 70, 'REVIEW', ['many_orders', 'many_tokens']],
    [
      'everything',
      { amount: 1000, orders: 5, tokens: 3, country: 'FR' },
      100,
      'REJECT',
      ['large_amount', 'many_orders', 'many_tokens', 'new_country'],
    ],
  ] as const)('of %s', (_what, odd, score, decision, reasons) => {
    expect(scoreOf({ ...NORMAL, ...odd }, RULES)).toEqual({ score, decision, reasons });
  });

  it('stays between 0 and 100, and never falls when more is odd', () => {
    const count = fc.nat({ max: 2_000 });
    fc.assert(
      fc.property(count, count, count, fc.boolean(), (amount, orders, tokens, isNew) => {
        const suspect: Suspect = { ...NORMAL, amount, orders, tokens, country: isNew ? 'FR' : 'US' };
        const { score } = scoreOf(suspect, RULES);
        const worse = scoreOf({ ...suspect, amount: amount + 1000, orders: orders + 5 }, RULES);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(worse.score).toBeGreaterThanOrEqual(score);
        expect(worse.score).toBeLessThanOrEqual(100);
      }),
    );
  });
});
