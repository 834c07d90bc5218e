import { countFacets, countProducts } from '../domain/facets/count-facets.ts';
import { FACETS, type FacetCounts, type FacetFilter } from '../domain/facets/facet-filter.ts';
import type { FoundProducts } from '../domain/facets/found-products.ts';
import type { Criteria } from './read.ports.ts';

export interface ListCounts {
  readonly total: number;
  facets(): readonly FacetCounts[];
}

/** Of each list: facets of very many products have a thousand values. */
const MOST_FILTERS = 20;

/** Of the same products, counted for the same filters before. */
const known = new WeakMap<FoundProducts, Map<string, ListCounts>>();

const makeCounts = (found: FoundProducts, filter: FacetFilter, inStock?: boolean): ListCounts => {
  let facets: readonly FacetCounts[] | undefined;
  return {
    total: countProducts(found, filter, inStock),
    facets: () => {
      facets ??= countFacets(found, filter, inStock);
      return facets;
    },
  };
};

/** The counts of a list. Products that are remembered between searches are counted once for each filter. */
export const countsOf = (found: FoundProducts, criteria: Criteria): ListCounts => {
  const ofThese = known.get(found) ?? new Map<string, ListCounts>();
  known.set(found, ofThese);
  const key = JSON.stringify(FACETS.map((name) => criteria[name]));
  const counts = ofThese.get(key) ?? makeCounts(found, criteria, criteria.inStock);
  if (ofThese.size >= MOST_FILTERS) ofThese.clear();
  ofThese.set(key, counts);
  return counts;
};
