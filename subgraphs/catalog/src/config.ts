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
  CATALOG_CACHE: z
    .stringbool()
    .default(true)
    .describe('whether lookups of products and SKUs are answered from memory and Redis'),
  CATALOG_CACHE_CHARACTERS: z.coerce
    .number()
    .int()
    .min(1)
    .default(33_554_432)
    .describe('the most that one process keeps, in characters of JSON'),
  CATALOG_CACHE_REDIS_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('how long Redis keeps what nobody changes'),
});
export type CatalogConfig = z.infer<typeof catalogConfig>;

/** What looking at the write side needs. */
export const writeSideConfig = z.object({ MONGODB_URL });

const CACHE_REDIS_URL = subgraphConfig.shape.REDIS_URL.optional().describe(
  'Redis of the services, whose caches are told of changes; without it each change waits until they are not trusted',
);

/** What the import process reads: it has the stores of the service, but no port and no queue. */
export const importConfig = subgraphConfig.pick({ DATABASE_URL: true, LOG_LEVEL: true }).extend({
  MONGODB_URL,
  REDIS_URL: CACHE_REDIS_URL,
  IMPORT_LIMIT: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('how many products to import; all where not set'),
});
export type ImportConfig = z.infer<typeof importConfig>;
