import { describe, expect, it } from '@jest/globals';
import { countFacets, countProducts } from './count-facets.ts';
import { FacetCode, type GroupDescription } from './facet-code.ts';
import type { FacetFilter } from './facet-filter.ts';
import { FoundProducts } from './found-products.ts';
import { offerOf } from './offer.ts';

interface Cards extends GroupDescription {
  readonly count: number;
  readonly stocked?: readonly string[];
}

const offer = (condition: string | null, foiling: string | null): string => offerOf({ condition, foiling });

const cards = (more: Partial<Cards> = {}): Cards => ({
  kind: 'SINGLE_CARD',
  game: 'Chess',
  set: 'First',
  rarity: 'Rare',
  types: ['Action', 'Attack'],
  offers: [offer('NEAR_MINT', 'Cold'), offer('DAMAGED', null)],
  count: 3,
  ...more,
});
const GROUPS = [
  cards(),
  cards({ rarity: 'Common', count: 5 }),
  cards({ set: null, types: ['Action'], count: 7 }),
  cards({ kind: 'SEALED', rarity: null, types: [], offers: [offer(null, null)], count: 2 }),
];

const found = (all: readonly Cards[]): FoundProducts => {
  const code = new FacetCode();
  const products = new FoundProducts(code);
  for (const { count, stocked = [], ...description } of all)
    products.add({ group: code.addGroup(description), count, stocked: code.offersNumber(stocked) });
  return products;
};

const bucketsOf = (field: string, filter: FacetFilter, groups = GROUPS, inStock?: boolean) =>
  Object.fromEntries(
    countFacets(found(groups), filter, inStock)
      .find((facet) => facet.field === field)
      ?.buckets.map(({ value, count }) => [value, count]) ?? [],
  );

describe('the facets of a list', () => {
  it('count products by each of their values', () => {
    expect(bucketsOf('type', {})).toEqual({ Action: 15, Attack: 8 });
    expect(bucketsOf('set', {})).toEqual({ First: 10 });
    expect(bucketsOf('condition', {})).toEqual({ NEAR_MINT: 15, DAMAGED: 15 });
    expect(countProducts(found(GROUPS), {})).toBe(17);
  });

  it('do not filter themselves, and are filtered by all the others', () => {
    expect(bucketsOf('rarity', { rarity: ['Rare'] })).toEqual({ Rare: 10, Common: 5 });
    expect(bucketsOf('type', { rarity: ['Rare'] })).toEqual({ Action: 10, Attack: 3 });
    expect(bucketsOf('kind', { set: ['First'], rarity: ['Common'] })).toEqual({ SINGLE_CARD: 5 });
  });

  it('take condition and foiling of one and the same offer', () => {
    expect(bucketsOf('condition', { foiling: ['Cold'] })).toEqual({ NEAR_MINT: 15 });
    expect(countProducts(found(GROUPS), { condition: ['DAMAGED'], foiling: ['Cold'] })).toBe(0);
  });

  it('tell what is in stock from what is not', () => {
    const groups = [cards({ stocked: [offer('NEAR_MINT', 'Cold')] }), cards({ count: 1 })];
    expect(countProducts(found(groups), {}, true)).toBe(3);
    expect(countProducts(found(groups), {}, false)).toBe(1);
    expect(countProducts(found(groups), { condition: ['DAMAGED'] }, false)).toBe(4);
    expect(bucketsOf('condition', {}, groups, true)).toEqual({ NEAR_MINT: 3 });
  });

  it('put the most frequent first, and equals in the order of their names', () => {
    const [condition] = countFacets(found(GROUPS), {}).filter(({ field }) => field === 'condition');
    expect(condition?.buckets.map(({ value }) => value)).toEqual(['DAMAGED', 'NEAR_MINT']);
  });
});
