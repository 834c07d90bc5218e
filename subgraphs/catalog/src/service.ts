import {
  type Foundation,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  startSubgraph,
} from '@cardstock/service';
import { makeReadStatus } from './application/catalog-status.ts';
import { makeFindProduct, makeFindProductAsOf } from './application/find-product.ts';
import { makeSuggest } from './application/suggest.ts';
import { makeBackground } from './background.ts';
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
import { applyLevels } from './persistence/availability.repository.ts';
import { MIGRATIONS } from './persistence/migrations/index.ts';
import { backfillClaims } from './persistence/mongo/backfill-claims.ts';
import { makeEventSequence } from './persistence/mongo/event-sequence.ts';
import { type Mongo, openMongo } from './persistence/mongo/mongo.ts';
import { openReadSide, type ReadSide } from './read-side.ts';
import { makeWriteSide, type WriteSide } from './write-side.ts';

/** Asks once, and only when somebody wants to know. */
const onceOnly = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
};

const makeResolvers = (readSide: ReadSide, { stores, staff }: WriteSide): ReadonlyMap<unknown, object> => {
  const { reader, search, searchProducts, searchCategories, readLag } = readSide;
  const findAsOf = makeFindProductAsOf(reader, stores);
  return new Map<unknown, object>([
    [ProductResolver, new ProductResolver(makeFindProduct(reader), searchProducts, findAsOf)],
    [ProductVariantsResolver, new ProductVariantsResolver()],
    [CatalogStatusResolver, new CatalogStatusResolver(makeReadStatus(readLag))],
    [SuggestionResolver, new SuggestionResolver(makeSuggest(search))],
    [ProductConnectionResolver, new ProductConnectionResolver()],
    [VariantResolver, new VariantResolver()],
    [CategoryResolver, new CategoryResolver(searchCategories)],
    ...makeStaffResolvers(staff),
  ]);
};

const makeParts = async (
  config: CatalogConfig,
  foundation: Foundation,
  mongo: Mongo,
): Promise<SubgraphParts<CatalogContext>> => {
  const { transact } = foundation;
  const sequence = makeEventSequence(mongo);
  const writeSide = makeWriteSide(mongo, transact, () => background.followNow());
  const readSide = openReadSide({ config, foundation, mongo, sequence });
  const { reader, caches, startIndexing, stop: stopCaches } = readSide;
  const { tree, readHistories, deadlines } = writeSide;
  const { schema } = await makeSchema(makeResolvers(readSide, writeSide));
  const background = makeBackground({ foundation, sequence, caches, writeSide, startIndexing });
  return {
    schema,
    contextFor: (viewer) => ({ viewer, loaders: makeLoaders(reader, readHistories), tree: onceOnly(tree.load) }),
    subscriptions: [onInventoryChanged(transact, applyLevels)],
    deadlines,
    checkParts: async () => ({ mongodb: await mongo.ping() }),
    start: background.start,
    close: async () => {
      await background.stop();
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
