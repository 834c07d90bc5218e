import type { Sql } from '@cardstock/messaging';
import type { ProductSearch } from '../application/read.ports.ts';
import { makeAlikeProducts } from './alike-products.queries.ts';
import { correct } from './correction.queries.ts';
import { pageOf } from './page.queries.ts';
import { rememberCounts } from './remembered-counts.ts';
import { suggest } from './suggestion.queries.ts';

export const makeProductSearch = (sql: Sql): ProductSearch => ({
  alike: rememberCounts(sql, makeAlikeProducts(sql)),
  page: (criteria, order) => pageOf(sql, criteria, order),
  correct: (query) => correct(sql, query),
  suggest: (prefix, limit) => suggest(sql, prefix, limit),
});
