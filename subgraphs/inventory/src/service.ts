import {
  type Foundation,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  startSubgraph,
} from '@cardstock/service';
import { makeApplication } from './application/index.ts';
import type { InUnit } from './application/ports.ts';
import type { InventoryConfig } from './config.ts';
import { demoStock, nothingInStock } from './domain/stock/opening-stock.ts';
import type { Context } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { makeInventorySchema } from './graphql/schema.ts';
import { StockResolver } from './graphql/stock/stock.resolver.ts';
import { StockLevelResolver } from './graphql/stock/stock-level.resolver.ts';
import { VariantResolver } from './graphql/stock/variant.resolver.ts';
import { onAnnounceAvailability } from './messaging/announce-availability.consumer.ts';
import { onProductChanged } from './messaging/product-changed.consumer.ts';
import { onProductsImported } from './messaging/products-imported.consumer.ts';
import { makeOperations } from './operation-service.ts';
import { backordersIn } from './persistence/backorder.repository.ts';
import { expiriesIn } from './persistence/expiry.repository.ts';
import { Migration0001Stock } from './persistence/migrations/0001-stock.ts';
import { Migration0002Reservations } from './persistence/migrations/0002-reservations.ts';
import { Migration0003Operations } from './persistence/migrations/0003-operations.ts';
import { operationsIn } from './persistence/operations/operations.ts';
import { reservationsIn } from './persistence/reservation.repository.ts';
import { makeStockQueries } from './persistence/stock.queries.ts';
import { stockIn } from './persistence/stock.repository.ts';
import { WarehouseRow } from './persistence/warehouse.row.ts';
import { makeReservations } from './reservation-service.ts';

const now = () => new Date();

// Commands of orders are carried out together, as many as are there: so many may be there at once.
const MESSAGES_AT_ONCE = 64;

/** Gives each use case what it works with, all on one transaction. */
const unitsOf =
  (transact: Foundation['transact']): InUnit =>
  (work) =>
    transact(({ sql, claim, claimMany, send }) =>
      work({
        ...operationsIn(sql),
        stock: stockIn(sql),
        reservations: reservationsIn(sql),
        backorders: backordersIn(sql),
        expiries: expiriesIn(sql),
        claim,
        claimMany,
        send,
      }),
    );

const makeParts = async (foundation: Foundation, config: InventoryConfig): Promise<SubgraphParts<Context>> => {
  const { orm, transact } = foundation;
  const inUnit = unitsOf(transact);
  const queries = makeStockQueries(orm);
  const app = makeApplication({
    inUnit,
    queries,
    openingRule: config.OPENING_STOCK === 'demo' ? demoStock : nothingInStock,
  });
  const reservations = makeReservations({ inUnit, config, foundation, now });
  const operations = makeOperations({ inUnit, queries, foundation, now });
  const { schema } = await makeInventorySchema(
    new Map<unknown, object>([
      [StockResolver, new StockResolver(app, now)],
      [VariantResolver, new VariantResolver()],
      [StockLevelResolver, new StockLevelResolver()],
      ...operations.resolvers,
    ]),
  );
  return {
    schema,
    contextFor: (viewer, requestId) => ({
      viewer,
      requestId,
      loaders: { ...makeLoaders(app, viewer, now()), ...operations.loadersFor(viewer) },
    }),
    subscriptions: [
      onProductsImported(app.openStock, now),
      ...onProductChanged(app.openStock, now),
      onAnnounceAvailability(app.tellAvailability, now),
      ...reservations.subscriptions,
    ],
    consumerConcurrency: MESSAGES_AT_ONCE,
    start: async () => {
      reservations.start();
      operations.start();
    },
    close: async () => {
      await Promise.all([reservations.stop(), operations.stop()]);
    },
  };
};

/** Starts the inventory: stock levels, reservations, and the ledger of every change. */
export const startInventory = (config: InventoryConfig, tools: ProcessTools): Promise<Service> =>
  startSubgraph<Context>({
    domain: 'inventory',
    config,
    tools,
    entities: [WarehouseRow],
    migrations: [Migration0001Stock, Migration0002Reservations, Migration0003Operations],
    make: (foundation) => makeParts(foundation, config),
  });
