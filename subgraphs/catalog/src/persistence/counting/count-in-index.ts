import type { Offers } from '../../domain/facets/facet-code.ts';
import { FoundProducts } from '../../domain/facets/found-products.ts';
import type { FacetGroups } from './facet-groups.queries.ts';
import { MOST_OFFERS, type PriceRange } from './index/prices.ts';
import type { ProductIndex } from './index/product-index.ts';
import { areFew, type Slots } from './index/slots.ts';
import { readWordQuery } from './index/word-query.ts';
import { FEW, type Words } from './words.ts';

const rangeOf = ({ minPrice, maxPrice }: Words): PriceRange | undefined =>
  minPrice === undefined && maxPrice === undefined
    ? undefined
    : { min: minPrice ?? 0, max: maxPrice ?? Number.MAX_SAFE_INTEGER };

/** The number of those offers of a group whose bits are set; looked up once, since groups have the same ones. */
const makeSomeOffers = ({ code }: FacetGroups) => {
  const known: Map<number, number>[] = [];
  return (group: number, bits: number): number => {
    const all = code.groupOffers.at(group);
    known[all] ??= new Map();
    const seen = known[all].get(bits);
    if (seen !== undefined) return seen;
    const { texts } = code.offers[all] as Offers;
    const number = code.offersNumber(texts.filter((_text, place) => (bits & (1 << place)) !== 0));
    known[all].set(bits, number);
    return number;
  };
};

/** What is looked for: `tsquery` is how PostgreSQL understood the words, null where there are none. */
export interface Question {
  readonly words: Words;
  readonly tsquery: string | null;
}

/** Looks up who has the words; undefined where PostgreSQL has to, as for words in an order. */
export const findInIndex = (index: ProductIndex, { words, tsquery }: Question): Slots | undefined => {
  const query = tsquery === null ? undefined : readWordQuery(tsquery);
  if (tsquery !== null && query === undefined) return undefined;
  return index.find({ words: query, categories: words.category });
};

/** Their ids where they are few. */
export const fewOf = (index: ProductIndex, { tsquery }: Question, slots: Slots): string[] | undefined =>
  tsquery !== null && areFew(slots, FEW) ? index.idsOf(slots) : undefined;

interface Looked {
  readonly question: Question;
  readonly slots: Slots;
  readonly ids: string[] | undefined;
}

/** Counts what was looked up; undefined where stock matters, and for more offers of a product than there are bits. */
export const countInIndex = (
  index: ProductIndex,
  groups: FacetGroups,
  { question, slots, ids }: Looked,
): FoundProducts | undefined => {
  const prices = rangeOf(question.words);
  if (question.words.inStock !== undefined || (prices && index.mostOffers > MOST_OFFERS)) return undefined;
  const found = new FoundProducts(groups.code, ids);
  if (prices) {
    const someOffers = makeSomeOffers(groups);
    index.countOffers(slots, prices, (group, bits, count) => {
      found.add({ group, count, offers: someOffers(group, bits) });
    });
  } else index.countGroups(slots, (group, count) => found.add({ group, count }));
  return found;
};
