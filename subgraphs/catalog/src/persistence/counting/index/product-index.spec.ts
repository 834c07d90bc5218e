import { describe, expect, it } from '@jest/globals';
import { type IndexedProduct, type IndexQuery, ProductIndex } from './product-index.ts';
import { readWordQuery } from './word-query.ts';

const PRODUCTS = 4_000;

/** Of 4,000: all have "all", every third "third", each a word of its own, which begins with one of seven letters. */
const product = (number: number, more: Partial<IndexedProduct> = {}): IndexedProduct => ({
  id: `p${number}`,
  group: number % 5,
  words: ['all', ...(number % 3 === 0 ? ['third'] : []), `${'abcdefg'.charAt(number % 7)}${number}`],
  categories: number % 10 === 0 ? ['tens'] : [],
  offers: [
    { place: 0, price: number },
    { place: 1, price: number * 2 },
  ],
  ...more,
});

const filled = (): ProductIndex => {
  const index = new ProductIndex();
  for (let number = 0; number < PRODUCTS; number += 1) index.put(product(number));
  return index;
};

const found = (index: ProductIndex, text: string, more: IndexQuery = {}): string[] =>
  index.idsOf(index.find({ words: readWordQuery(text), ...more }));

const numbersWhere = (isFit: (number: number) => boolean): string[] =>
  Array.from({ length: PRODUCTS }, (_, number) => number)
    .filter(isFit)
    .map((number) => `p${number}`);

describe('an index of products', () => {
  const index = filled();

  it.each<[string, (number: number) => boolean]>([
    ["'all'", () => true],
    ["'third'", (number) => number % 3 === 0],
    ["'b':*", (number) => number % 7 === 1],
    ["'b1':*", (number) => number % 7 === 1 && `${number}`.startsWith('1')],
    ["'a7'", (number) => number === 7],
    ["'third' & 'g':*", (number) => number % 3 === 0 && number % 7 === 6],
    ["'third' | 'b':*", (number) => number % 3 === 0 || number % 7 === 1],
    ["'all' & !'third'", (number) => number % 3 !== 0],
    ["!'third'", (number) => number % 3 !== 0],
    ["'unknown'", () => false],
    ["'unknown':*", () => false],
  ])('finds those with %s', (text, isFit) => expect(found(index, text)).toEqual(numbersWhere(isFit)));

  it('finds those in one of some categories', () => {
    expect(found(index, "'third'", { categories: ['tens', 'none'] })).toEqual(
      numbersWhere((number) => number % 30 === 0),
    );
    expect(found(index, "'third'", { categories: ['none'] })).toEqual([]);
  });

  it('counts by group', () => {
    const counts: number[][] = [];
    index.countGroups(index.find({ words: readWordQuery("'third'") }), (...count) => counts.push(count));
    expect(counts.toSorted()).toEqual(
      [0, 1, 2, 3, 4].map((group) => [
        group,
        numbersWhere((number) => number % 3 === 0 && number % 5 === group).length,
      ]),
    );
  });

  it('counts by the offers in a range of prices, twice the same', () => {
    for (let time = 0; time < 2; time += 1) {
      const counts: number[][] = [];
      index.countOffers(index.find({}), { min: 100, max: 103 }, (...count) => counts.push(count));
      // 50 and 51 by the second offer, 100 to 103 by the first
      expect(counts.toSorted()).toEqual([
        [0, 0b01, 1],
        [0, 0b10, 1],
        [1, 0b01, 1],
        [1, 0b10, 1],
        [2, 0b01, 1],
        [3, 0b01, 1],
      ]);
    }
  });
});

describe('a product that changes', () => {
  it('is found by its new words only', () => {
    const index = filled();
    index.put(product(3, { words: ['new'] }));
    expect(found(index, "'new'")).toEqual(['p3']);
    expect(found(index, "'third'")).not.toContain('p3');
    expect(found(index, "!'third'")).toContain('p3');
    expect(index).toMatchObject({ size: PRODUCTS, left: 1 });
  });

  it('is not found any more once it is gone, and again when it is back', () => {
    const index = filled();
    index.remove('p3');
    expect(found(index, "'all'")).not.toContain('p3');
    index.remove('p3');
    expect(index).toMatchObject({ size: PRODUCTS - 1, left: 1 });
    index.put(product(3));
    expect(found(index, "'third' & 'd3'")).toEqual(['p3']);
  });
});
