import { Numbers } from '../numbers.ts';
import { type FacetName, PRODUCT_FACETS } from './facet-filter.ts';
import { readOffer } from './offer.ts';

/** All that facets see of a product. Far fewer differ than there are products. */
export interface GroupDescription {
  readonly kind: string;
  readonly game: string;
  readonly set: string | null;
  readonly rarity: string | null;
  readonly types: readonly string[];
  readonly offers: readonly string[];
}

/** Ways of being sold. */
export interface Offers {
  readonly texts: readonly string[];
  /** Of each the numbers of its condition and foiling; undefined where it has none. */
  readonly conditions: readonly (number | undefined)[];
  readonly foilings: readonly (number | undefined)[];
}

export interface FacetValue {
  readonly field: FacetName;
  readonly value: string;
}

const keyOf = (field: FacetName, value: string): string => `${field} ${value}`;

const valuesOf = (field: (typeof PRODUCT_FACETS)[number], description: GroupDescription): readonly string[] => {
  if (field === 'type') return [...new Set(description.types)];
  const value = description[field];
  return value === null ? [] : [value];
};

/**
 * What facets see of products, in numbers: values, ways of being sold and groups of alike products each have theirs, so
 * that counting goes through arrays from one end to the other. None is ever taken away.
 */
export class FacetCode {
  /** By their numbers. */
  readonly values: FacetValue[] = [];
  /** By their numbers. */
  readonly offers: Offers[] = [];
  /** The numbers of all values of all groups. Where those of a group's facets begin: see `startOf`. */
  readonly groupValues = new Numbers();
  readonly groupOffers = new Numbers();
  private readonly starts = new Numbers();
  private readonly numbers = new Map<string, number>();
  private readonly lists = new Map<string, number>();

  constructor() {
    this.starts.push(0);
  }

  /** Undefined where no product has had that value. */
  numberOf(field: FacetName, value: string): number | undefined {
    return this.numbers.get(keyOf(field, value));
  }

  /** Where the values of a group begin, of one of PRODUCT_FACETS by its place; they end where those of the next begin. */
  startOf(group: number, facet: number): number {
    return this.starts.at(group * PRODUCT_FACETS.length + facet);
  }

  /** Returns the number of a group that is told once. */
  addGroup(description: GroupDescription): number {
    for (const field of PRODUCT_FACETS) {
      for (const value of valuesOf(field, description)) this.groupValues.push(this.number(field, value));
      this.starts.push(this.groupValues.length);
    }
    this.groupOffers.push(this.offersNumber(description.offers));
    return this.groupOffers.length - 1;
  }

  offersNumber(texts: readonly string[]): number {
    const key = JSON.stringify(texts);
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const offered = texts.map(readOffer);
    const number =
      this.offers.push({
        texts,
        conditions: offered.map(({ condition }) => (condition ? this.number('condition', condition) : undefined)),
        foilings: offered.map(({ foiling }) => (foiling ? this.number('foiling', foiling) : undefined)),
      }) - 1;
    this.lists.set(key, number);
    return number;
  }

  private number(field: FacetName, value: string): number {
    const key = keyOf(field, value);
    const number = this.numbers.get(key) ?? this.values.push({ field, value }) - 1;
    this.numbers.set(key, number);
    return number;
  }
}
