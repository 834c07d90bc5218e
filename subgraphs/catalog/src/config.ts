import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

const MONGODB_URL = z
  .url({ protocol: /^mongodb(\+srv)?$/ })
  .describe('MongoDB of the write side; the path names the database, cardstock_catalog where there is none');

export const catalogConfig = subgraphConfig.extend({
  MONGODB_URL,
  SEARCH_INDEX_MAX_PRODUCTS: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(400_000)
    .describe(
      'most products that each process keeps an index of to count what searches find; with more PostgreSQL counts',
    ),
});
export type CatalogConfig = z.infer<typeof catalogConfig>;

/** What the import process reads: it has the stores of the service, but no port and no queue. */
export const importConfig = subgraphConfig.pick({ DATABASE_URL: true, LOG_LEVEL: true }).extend({
  MONGODB_URL,
  IMPORT_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('how many products to import; all where not set'),
});
export type ImportConfig = z.infer<typeof importConfig>;
