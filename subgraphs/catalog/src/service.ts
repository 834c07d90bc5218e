import type { Loop } from '@cardstock/messaging';
import {
  type Foundation,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  sqlOf,
  startSubgraph,
} from '@cardstock/service';
import { makeReadLag, makeReadStatus } from './application/catalog-status.ts';
import { makeFindProduct, makeFindProductAsOf } from './application/find-product.ts';
import { makeSearchProducts } from './application/search-products.ts';
import { beginStockEnquiry, makeAskForStock } from './application/stock-enquiry.ts';
import { makeSuggest } from './application/suggest.ts';
import { openCacheSide } from './cache-side.ts';
import type { CatalogConfig } from './config.ts';
import { CatalogStatusResolver } from './graphql/catalog-status.resolver.ts';
import { CategoryResolver } from './graphql/categories/category.resolver.ts';
import type { CatalogContext } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { ProductResolver } from './graphql/product.resolver.ts';
import { ProductConnectionResolver } from './graphql/product-connection.resolver.ts';
import { ProductVariantsResolver } from './graphql/product-variants.resolver.ts';
import { makeSchema } from './graphql/schema.ts';
import { makeStaffResolvers } from './graphql/staff-resolvers.ts';
import { SuggestionResolver } from './graphql/suggestion.resolver.ts';
import { VariantResolver } from './graphql/variant.resolver.ts';
import { onInventoryChanged } from './messaging/inventory-changed.consumer.ts';
import { startStockEnquiry } from './messaging/stock-enquiry-loop.ts';
import { applyLevels } from './persistence/availability.repository.ts';
import { findTouched } from './persistence/cache/touched-entries.queries.ts';
import { MIGRATIONS } from './persistence/migrations/index.ts';
import { backfillClaims } from './persistence/mongo/backfill-claims.ts';
import { makeEventSequence, recordedAfter } from './persistence/mongo/event-sequence.ts';
import { type Mongo, openMongo } from './persistence/mongo/mongo.ts';
import { livePosition, readModel } from './persistence/read-model.repository.ts';
import { stockEnquiries } from './persistence/stock-enquiry.repository.ts';
import { toldOfCategories } from './persistence/told-version.repository.ts';
import { watchLag } from './projection/lag-gauge.ts';
import { startProjection } from './projection/projection-loop.ts';
import { makeProjector } from './projection/projector.ts';
import { startCategoryNews } from './projection/tell-of-categories.ts';
import { makeSearchSide } from './search-side.ts';
import { makeWriteSide } from './write-side.ts';

/** Asks once, and only when somebody wants to know. */
const onceOnly = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
};

const makeParts = async (
  config: CatalogConfig,
  foundation: Foundation,
  mongo: Mongo,
): Promise<SubgraphParts<CatalogContext>> => {
  const { orm, transact, log, metrics } = foundation;
  const sql = sqlOf(orm.em.fork());
  const { caches, reader, stop: stopCaches } = openCacheSide(config, { log, metrics, sql });
  const sequence = makeEventSequence(mongo);
  const readLag = makeReadLag({
    livePosition: () => livePosition(sql),
    lastPosition: sequence.last,
    recordedAfter: (position) => recordedAfter(mongo, position),
    now: () => new Date(),
  });
  watchLag({ registry: metrics, readLag, log });
  const { search, categoryLists, startIndexing } = makeSearchSide(foundation, config);
  const searchProducts = makeSearchProducts(search);
  const { stores, readHistories, tree, staff, deadlines } = makeWriteSide(mongo, transact);
  const findAsOf = makeFindProductAsOf(reader, stores);
  const instances = new Map<unknown, object>([
    [ProductResolver, new ProductResolver(makeFindProduct(reader), searchProducts, findAsOf)],
    [ProductVariantsResolver, new ProductVariantsResolver()],
    [CatalogStatusResolver, new CatalogStatusResolver(makeReadStatus(readLag))],
    [SuggestionResolver, new SuggestionResolver(makeSuggest(search))],
    [ProductConnectionResolver, new ProductConnectionResolver()],
    [VariantResolver, new VariantResolver()],
    [CategoryResolver, new CategoryResolver(makeSearchProducts({ ...search, ...categoryLists }))],
    ...makeStaffResolvers(staff),
  ]);
  const { schema } = await makeSchema(instances);
  const projector = makeProjector({ transact, readModel, sequence, caches, findTouched, ...stores });
  const enquiry = { transact, enquiries: stockEnquiries, livePosition, now: () => new Date() };
  const loops: Loop[] = [];
  return {
    schema,
    contextFor: (viewer) => ({ viewer, loaders: makeLoaders(reader, readHistories), tree: onceOnly(tree.load) }),
    subscriptions: [onInventoryChanged(transact, applyLevels)],
    deadlines,
    checkParts: async () => ({ mongodb: await mongo.ping() }),
    start: async () => {
      await beginStockEnquiry(enquiry, sequence);
      loops.push(startProjection(projector, log), startIndexing());
      loops.push(startStockEnquiry(makeAskForStock(enquiry), log));
      loops.push(startCategoryNews({ transact, tree, told: toldOfCategories }, log));
    },
    close: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await stopCaches();
      await mongo.close();
    },
  };
};

/** Starts the catalog subgraph. */
export const startCatalog = async (config: CatalogConfig, tools: ProcessTools): Promise<Service> => {
  const mongo = await openMongo(config.MONGODB_URL);
  await backfillClaims(mongo);
  return startSubgraph<CatalogContext>({
    domain: 'catalog',
    config,
    tools,
    entities: [], // set-based writes and keyset reads are SQL here; nothing is loaded and changed one by one
    migrations: MIGRATIONS,
    make: (foundation) => makeParts(config, foundation, mongo),
  });
};
