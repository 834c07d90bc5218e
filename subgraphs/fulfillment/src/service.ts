import type { Sql } from '@cardstock/messaging';
import {
  type Foundation,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  startSubgraph,
} from '@cardstock/service';
import { makeApplication } from './application/index.ts';
import type { Unit } from './application/ports.ts';
import { demoCarrier } from './carriers/demo.carrier.ts';
import type { FulfillmentConfig } from './config.ts';
import type { Context } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { OrderResolver } from './graphql/order.resolver.ts';
import { makeFulfillmentSchema } from './graphql/schema.ts';
import { ShipmentResolver } from './graphql/shipment.resolver.ts';
import { ShipmentLineResolver } from './graphql/shipment-line.resolver.ts';
import { ShippingOptionsResolver } from './graphql/shipping-options.resolver.ts';
import { ADVANCE_SHIPMENT, onAdvanceShipment, planNextIn } from './messaging/advance-shipment.deadline.ts';
import { onCancelFulfillment } from './messaging/cancel-fulfillment.consumer.ts';
import { onFulfilOrder } from './messaging/fulfil-order.consumer.ts';
import { onReduceFulfillment } from './messaging/reduce-fulfillment.consumer.ts';
import { Migration0001Shipments } from './persistence/migrations/0001-shipments.ts';
import { Migration0002Reductions } from './persistence/migrations/0002-reductions.ts';
import { reductionsIn } from './persistence/reduction.repository.ts';
import { makeShipmentQueries } from './persistence/shipment.queries.ts';
import { shipmentsIn } from './persistence/shipment.repository.ts';
import { ShipmentRow } from './persistence/shipment.row.ts';
import { ShipmentLineRow } from './persistence/shipment-line.row.ts';
import { TrackingEventRow } from './persistence/tracking-event.row.ts';

// Shipments are opened together, as many as are asked for: so many may be asked for at once.
const MESSAGES_AT_ONCE = 64;

const now = () => new Date();

const makeUnitIn =
  ({ AUTOPILOT, AUTOPILOT_STEP_MS }: FulfillmentConfig) =>
  (sql: Sql, send: Unit['send']): Unit => ({
    shipments: shipmentsIn(sql),
    reductions: reductionsIn(sql),
    send,
    planNext: AUTOPILOT ? planNextIn(sql, AUTOPILOT_STEP_MS) : async () => {},
  });

const makeParts = async ({ orm, transact }: Foundation, config: FulfillmentConfig): Promise<SubgraphParts<Context>> => {
  const unitIn = makeUnitIn(config);
  const app = makeApplication({
    inUnit: (work) => transact(({ sql, send, claim, claimMany }) => work({ ...unitIn(sql, send), claim, claimMany })),
    queries: makeShipmentQueries(orm),
    carrier: demoCarrier,
  });
  const { schema } = await makeFulfillmentSchema(
    new Map<unknown, object>([
      [ShipmentResolver, new ShipmentResolver(app, now)],
      [ShipmentLineResolver, new ShipmentLineResolver()],
      [OrderResolver, new OrderResolver()],
      [ShippingOptionsResolver, new ShippingOptionsResolver()],
    ]),
  );
  return {
    schema,
    contextFor: (viewer, requestId) => ({ viewer, requestId, loaders: makeLoaders(app, viewer) }),
    consumerConcurrency: MESSAGES_AT_ONCE,
    subscriptions: [
      onFulfilOrder(app.fulfilOrder, now),
      onCancelFulfillment(app.cancelFulfillment, now),
      onReduceFulfillment(app.reduceFulfillment, now),
    ],
    ...(config.AUTOPILOT
      ? { deadlines: { [ADVANCE_SHIPMENT]: onAdvanceShipment({ takeStep: app.takeStep, unitIn, now }) } }
      : {}),
  };
};

/** Starts fulfilment: shipments on their way from the warehouse to the customer. */
export const startFulfillment = (config: FulfillmentConfig, tools: ProcessTools): Promise<Service> =>
  startSubgraph<Context>({
    domain: 'fulfillment',
    config,
    tools,
    entities: [ShipmentRow, ShipmentLineRow, TrackingEventRow],
    migrations: [Migration0001Shipments, Migration0002Reductions],
    make: (foundation) => makeParts(foundation, config),
  });
