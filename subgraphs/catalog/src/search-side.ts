import { type Loop, startLoop } from '@cardstock/messaging';
import { type Foundation, lookupsOf, sqlOf } from '@cardstock/service';
import { Gauge } from 'prom-client';
import type { ProductSearch } from './application/read.ports.ts';
import type { CatalogConfig } from './config.ts';
import { makeProductSearch } from './persistence/search.queries.ts';

/** A search brings the index up to date itself; so often it is done where nobody searches. */
const POLL_MS = 500;

interface SearchSide {
  readonly search: ProductSearch;
  readonly categoryLists: Pick<ProductSearch, 'alike' | 'page'>;
  startIndexing(): Loop;
}

/** Searches, and the index of all products in this process, which is filled after the start. */
export const makeSearchSide = (
  { orm, log, metrics }: Foundation,
  { SEARCH_INDEX_MAX_PRODUCTS: mostIndexed }: Pick<CatalogConfig, 'SEARCH_INDEX_MAX_PRODUCTS'>,
): SearchSide => {
  const whenTooMany = () =>
    log.warn({ mostIndexed }, 'too many products for the index: PostgreSQL counts what is found');
  const sql = sqlOf(orm.em.fork());
  const { index, ...searches } = makeProductSearch({ sql, lookups: lookupsOf(orm), mostIndexed, whenTooMany });
  new Gauge({
    name: 'catalog_search_index_products',
    help: 'Products that this process can count for searches; 0 while it reads them, when PostgreSQL counts.',
    registers: [metrics],
    collect() {
      this.set(index.size);
    },
  });
  const round = async (): Promise<number> => {
    const startedAt = performance.now();
    const isUpToDate = await index.keepUp();
    // While it is filled, half of the time is left to those who search already.
    return isUpToDate ? POLL_MS : performance.now() - startedAt;
  };
  return { ...searches, startIndexing: () => startLoop({ name: 'index of products', round, log }) };
};
