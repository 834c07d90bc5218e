import type { Criteria } from '../../application/read.ports.ts';

/** What every product that is counted has, whatever its group; the other filters are applied to groups. */
export type Words = Pick<Criteria, 'query' | 'category' | 'minPrice' | 'maxPrice' | 'inStock'>;

/** So few are named, and found by their ids for the page instead of by their words a second time. */
export const FEW = 2_000;

/** Whether not all offers of a product count. */
export const asksForOffers = ({ minPrice, maxPrice, inStock }: Words): boolean =>
  minPrice !== undefined || maxPrice !== undefined || inStock !== undefined;
