import type { FacetCode, Offers } from './facet-code.ts';
import type { FacetFilter, FacetName } from './facet-filter.ts';

type Numbers = readonly number[];
type Wanted = ReadonlySet<number> | undefined;

/** What a filter makes of the ways in which products are sold. */
export interface OfferChoice {
  /** Whether one of them is wanted. */
  readonly isFit: boolean;
  /** The conditions that could be chosen beside the wanted foiling, and the other way round. */
  readonly conditions: Numbers;
  readonly foilings: Numbers;
}

/** The numbers of the values that are wanted; undefined where any is. */
export const wantedNumbers = (code: FacetCode, field: FacetName, filter: FacetFilter): Wanted =>
  filter[field] && new Set(filter[field].flatMap((value) => code.numberOf(field, value) ?? []));

const fits = (number: number | undefined, wanted: Wanted): boolean =>
  wanted === undefined || (number !== undefined && wanted.has(number));

/** The distinct values of those that have one of the others. */
const beside = (values: Offers['conditions'], others: Offers['foilings'], wanted: Wanted): Numbers => [
  ...new Set(values.flatMap((value, at) => (value !== undefined && fits(others[at], wanted) ? [value] : []))),
];

const without = (numbers: Numbers, gone: Numbers): Numbers => numbers.filter((number) => !gone.includes(number));

/**
 * Chooses among offers by condition, foiling and stock; both arguments are numbers of offers, the second of those that
 * are in stock. The same ones are looked at once.
 */
export const makeChooseOffers = (code: FacetCode, filter: FacetFilter, inStock: boolean | undefined) => {
  const [conditions, foilings] = [wantedNumbers(code, 'condition', filter), wantedNumbers(code, 'foiling', filter)];
  const choiceOf = (offers: Offers): OfferChoice => ({
    isFit: offers.texts.some((_, at) => fits(offers.conditions[at], conditions) && fits(offers.foilings[at], foilings)),
    conditions: beside(offers.conditions, offers.foilings, foilings),
    foilings: beside(offers.foilings, offers.conditions, conditions),
  });
  const known: OfferChoice[] = [];
  const choose = (number: number): OfferChoice => {
    const choice = known[number] ?? choiceOf(code.offers[number] as Offers);
    known[number] = choice;
    return choice;
  };
  return (offers: number, stocked: number): OfferChoice => {
    if (inStock === undefined) return choose(offers);
    const there = choose(stocked);
    if (inStock) return there;
    const all = choose(offers);
    return {
      isFit: all.isFit && !there.isFit,
      conditions: without(all.conditions, there.conditions),
      foilings: without(all.foilings, there.foilings),
    };
  };
};
