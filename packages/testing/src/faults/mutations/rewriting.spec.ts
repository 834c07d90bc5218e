import { describe, expect, it } from '@jest/globals';
import type { Rewrite } from './mutations.ts';
import { makeRewriting } from './rewriting.ts';

const UNLOCK: Rewrite = { services: ['inventory'], where: /stock_level/, find: / for update/, replacement: '' };
const OTHER: Rewrite = { services: ['inventory'], where: /stock_level/, find: /never said/, replacement: '' };

describe('a mutation on the wire', () => {
  it('changes the statements that it is about, of its services only', () => {
    const { rewrite } = makeRewriting([UNLOCK]);
    expect(rewrite.inventory?.('select 1 from stock_level for update')).toBe('select 1 from stock_level');
    expect(rewrite.inventory?.('select 1 from reservation for update')).toBe('select 1 from reservation for update');
    expect(rewrite.order).toBeUndefined();
  });

  it('tells what never found its text', () => {
    const { rewrite, unused } = makeRewriting([UNLOCK, OTHER]);
    expect(unused()).toEqual([UNLOCK, OTHER]);
    rewrite.inventory?.('select 1 from stock_level for update');
    expect(unused()).toEqual([OTHER]);
  });
});
