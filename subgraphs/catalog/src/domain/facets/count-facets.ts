import { makeChooseOffers, wantedNumbers } from './choose-offers.ts';
import type { FacetCode } from './facet-code.ts';
import { FACETS, type FacetCounts, type FacetFilter, PRODUCT_FACETS } from './facet-filter.ts';
import type { FoundProducts } from './found-products.ts';

const NONE = -1;
const SEVERAL = -2;

/** The only facet of a group that keeps it out, by its place among PRODUCT_FACETS; NONE or SEVERAL. */
const makeMiss = (code: FacetCode, filter: FacetFilter) => {
  const isWanted = new Uint8Array(code.values.length);
  const tested = PRODUCT_FACETS.flatMap((field, facet) => {
    const wanted = wantedNumbers(code, field, filter);
    for (const number of wanted ?? []) isWanted[number] = 1;
    return wanted ? [facet] : [];
  });
  const isIn = (group: number, facet: number): boolean => {
    const end = code.startOf(group, facet + 1);
    for (let at = code.startOf(group, facet); at < end; at += 1)
      if (isWanted[code.groupValues.at(at)] === 1) return true;
    return false;
  };
  return (group: number): number => {
    let miss = NONE;
    for (const facet of tested) {
      if (isIn(group, facet)) continue;
      if (miss !== NONE) return SEVERAL;
      miss = facet;
    }
    return miss;
  };
};

/** How many products have each value and fulfil all filters but that of its facet, by the numbers of the values. */
const tally = (found: FoundProducts, filter: FacetFilter, inStock: boolean | undefined): Int32Array => {
  const { code, groups, offers, stocked, counts } = found;
  const [missOf, choose] = [makeMiss(code, filter), makeChooseOffers(code, filter, inStock)];
  const sums = new Int32Array(code.values.length);
  const add = (number: number, count: number): void => {
    sums[number] = (sums[number] ?? 0) + count;
  };
  const addGroup = (group: number, miss: number, count: number): void => {
    const end = code.startOf(group, miss === NONE ? PRODUCT_FACETS.length : miss + 1);
    for (let at = code.startOf(group, miss === NONE ? 0 : miss); at < end; at += 1) add(code.groupValues.at(at), count);
  };
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups.at(at);
    const miss = missOf(group);
    if (miss === SEVERAL) continue;
    const count = counts.at(at);
    const choice = choose(offers.at(at), stocked.at(at));
    if (miss === NONE) for (const number of choice.conditions) add(number, count);
    if (miss === NONE) for (const number of choice.foilings) add(number, count);
    if (choice.isFit) addGroup(group, miss, count);
  }
  return sums;
};

/**
 * Counts the values of every facet, the most frequent first. A facet does not filter itself: its counts are what each
 * value would find, so that several of them can be chosen.
 */
export const countFacets = (found: FoundProducts, filter: FacetFilter, inStock?: boolean): readonly FacetCounts[] => {
  const sums = tally(found, filter, inStock);
  const buckets = found.code.values.flatMap(({ field, value }, number) => {
    const count = sums[number] ?? 0;
    return count > 0 ? [{ field, value, count }] : [];
  });
  buckets.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  const byField = Map.groupBy(buckets, ({ field }) => field);
  return FACETS.map((field) => ({
    field,
    buckets: (byField.get(field) ?? []).map(({ value, count }) => ({ value, count })),
  }));
};

/** How many products fulfil all filters. */
export const countProducts = (found: FoundProducts, filter: FacetFilter, inStock?: boolean): number => {
  const { code, groups, offers, stocked, counts } = found;
  const [missOf, choose] = [makeMiss(code, filter), makeChooseOffers(code, filter, inStock)];
  let total = 0;
  for (let at = 0; at < groups.length; at += 1)
    if (missOf(groups.at(at)) === NONE && choose(offers.at(at), stocked.at(at)).isFit) total += counts.at(at);
  return total;
};
