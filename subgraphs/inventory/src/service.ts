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
import { demoStock, nothingInStock } from './domain/opening-stock.ts';
import type { Context } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { makeInventorySchema } from './graphql/schema.ts';
import { StockResolver } from './graphql/stock.resolver.ts';
import { StockLevelResolver } from './graphql/stock-level.resolver.ts';
import { VariantResolver } from './graphql/variant.resolver.ts';
import { onCommitStock } from './messaging/commit-stock.consumer.ts';
import { onProductsImported } from './messaging/products-imported.consumer.ts';
import { onReleaseStock } from './messaging/release-stock.consumer.ts';
import { onReserveStock } from './messaging/reserve-stock.consumer.ts';
import { Migration0001Stock } from './persistence/migrations/0001-stock.ts';
import { reservationsIn } from './persistence/reservation.repository.ts';
import { makeStockQueries } from './persistence/stock.queries.ts';
import { stockIn } from './persistence/stock.repository.ts';
import { StockLevelRow } from './persistence/stock-level.row.ts';
import { WarehouseRow } from './persistence/warehouse.row.ts';

const now = () => new Date();

const makeParts = async (
  { orm, transact }: Foundation,
  { OPENING_STOCK }: InventoryConfig,
): Promise<SubgraphParts<Context>> => {
  const inUnit: InUnit = (work) =>
    transact(({ sql, claim, send }) => work({ stock: stockIn(sql), reservations: reservationsIn(sql), claim, send }));
  const app = makeApplication({
    inUnit,
    queries: makeStockQueries(orm),
    openingRule: OPENING_STOCK === 'demo' ? demoStock : nothingInStock,
  });
  const { schema } = await makeInventorySchema(
    new Map<unknown, object>([
      [StockResolver, new StockResolver(app, now)],
      [VariantResolver, new VariantResolver()],
      [StockLevelResolver, new StockLevelResolver()],
    ]),
  );
  return {
    schema,
    contextFor: (viewer, requestId) => ({ viewer, requestId, loaders: makeLoaders(app, viewer) }),
    subscriptions: [
      onProductsImported(app.openStock, now),
      onReserveStock(app.handleReservation, now),
      onReleaseStock(app.handleReservation, now),
      onCommitStock(app.handleReservation, now),
    ],
  };
};

/** Starts the inventory: stock levels, reservations, and the ledger of every change. */
export const startInventory = (config: InventoryConfig, tools: ProcessTools): Promise<Service> =>
  startSubgraph<Context>({
    domain: 'inventory',
    config,
    tools,
    entities: [WarehouseRow, StockLevelRow],
    migrations: [Migration0001Stock],
    make: (foundation) => makeParts(foundation, config),
  });
