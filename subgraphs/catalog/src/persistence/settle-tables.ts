import type { Sql } from '@cardstock/messaging';

const WRITTEN_IN_BULK = ['product', 'variant', 'price_point', 'search_word', 'facet_group'];

/**
 * For after many products at once: tells PostgreSQL's planner how many there are now, and puts into the words' indexes
 * what still waits beside them. Otherwise searches would be slow until autovacuum comes by. Not in a transaction.
 */
export const settleTables = async (sql: Sql): Promise<void> => {
  await sql(`vacuum (analyze) ${WRITTEN_IN_BULK.join(', ')}`);
};
