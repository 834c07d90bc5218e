import {
  type AlikeProducts,
  countFacets,
  countProducts,
  FACETS,
  type FacetCounts,
  type FacetFilter,
} from '../domain/search-facets.ts';
import type { Criteria } from './read.ports.ts';

export interface ListCounts {
  readonly total: number;
  facets(): readonly FacetCounts[];
}

const MOST_FILTERS = 200;

/** Of the same products, counted for the same filters before. */
const known = new WeakMap<readonly AlikeProducts[], Map<string, ListCounts>>();

const makeCounts = (alike: readonly AlikeProducts[], filter: FacetFilter, inStock?: boolean): ListCounts => {
  let facets: readonly FacetCounts[] | undefined;
  return {
    total: countProducts(alike, filter, inStock),
    facets: () => {
      facets ??= countFacets(alike, filter, inStock);
      return facets;
    },
  };
};

/** The counts of a list. Products that are remembered between searches are counted once for each filter. */
export const countsOf = (alike: readonly AlikeProducts[], criteria: Criteria): ListCounts => {
  const ofThese = known.get(alike) ?? new Map<string, ListCounts>();
  known.set(alike, ofThese);
  const key = JSON.stringify(FACETS.map((name) => criteria[name]));
  const found = ofThese.get(key) ?? makeCounts(alike, criteria, criteria.inStock);
  if (ofThese.size >= MOST_FILTERS) ofThese.clear();
  ofThese.set(key, found);
  return found;
};
