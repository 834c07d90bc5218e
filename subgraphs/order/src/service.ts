import type { Loop } from '@cardstock/messaging';
import {
  type Foundation,
  makeSubgraphClient,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  sqlOf,
  startSubgraph,
} from '@cardstock/service';
import { Redis } from 'ioredis';
import { makeAuthorizePayment } from './application/authorize-payment.ts';
import { makeCapturePayment } from './application/capture-payment.ts';
import { makeHandleOrder } from './application/handle-order.ts';
import { makeApplication } from './application/make-application.ts';
import { makeRecordAnswer } from './application/record-answer.ts';
import { makeRedriveSaga } from './application/redrive-saga.ts';
import { makeVoidPayment } from './application/void-payment.ts';
import { makeRedisCarts } from './carts/redis-carts.ts';
import type { OrderConfig } from './config.ts';
import { makeLoaders } from './graphql/loaders.ts';
import type { SubscriptionContext } from './graphql/order-status.resolver.ts';
import { makeResolvers } from './graphql/resolvers.ts';
import { makeSchema } from './graphql/schema.ts';
import { subscriptionsOf } from './messaging/subscriptions.ts';
import { askCatalog, makeFindOffers } from './neighbours/catalog.ts';
import { makeAskAvailability } from './neighbours/inventory.ts';
import { makeStripeProvider } from './payments/stripe-provider.ts';
import { CreateOrders } from './persistence/migrations/2026-11-21-orders.ts';
import { makeOrderQueries } from './persistence/order.queries.ts';
import { OrderLineRow } from './persistence/order-line.row.ts';
import { makeOrderTransaction } from './persistence/order-scope.ts';
import { OrderSummaryRow } from './persistence/order-summary.row.ts';
import { findDueSagas } from './persistence/saga.queries.ts';
import { SagaRow } from './persistence/saga.row.ts';
import { SagaStepRow } from './persistence/saga-step.row.ts';
import { readOffers, saveOffers } from './persistence/sku-price.repository.ts';
import { startStatusFeed } from './persistence/status-feed.ts';
import type { SagaPolicy } from './saga/commands.ts';
import { startWatchdog } from './saga/watchdog.ts';

const DAY_MS = 86_400_000;

const policyOf = (config: OrderConfig): SagaPolicy => ({
  answerWithinMs: config.SAGA_ANSWER_WITHIN_MS,
  longestWaitMs: config.SAGA_LONGEST_WAIT_MS,
  maxAttempts: config.SAGA_MAX_ATTEMPTS,
});

const providerOf = (config: OrderConfig) =>
  makeStripeProvider({
    url: config.STRIPE_API_URL,
    secretKey: config.STRIPE_SECRET_KEY,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
    failuresToOpen: config.PAYMENT_FAILURES_TO_OPEN,
    openMs: config.PAYMENT_OPEN_MS,
  });

/** What is asked of the neighbours, and the connections for it. */
const meetNeighbours = (config: OrderConfig, { tokens, log, orm }: Foundation) => {
  const catalog = makeSubgraphClient({ from: 'order', url: config.CATALOG_URL, tokens, log, timeoutMs: 2_000 });
  const inventory = makeSubgraphClient({ from: 'order', url: config.INVENTORY_URL, tokens, log, timeoutMs: 500 });
  const redis = new Redis(config.CART_REDIS_URL ?? config.REDIS_URL, {
    maxRetriesPerRequest: 2,
    commandTimeout: 2_000,
  });
  redis.on('error', (err) => log.warn({ err }, 'the carts are out of reach'));
  const sql = sqlOf(orm.em.fork());
  return {
    carts: makeRedisCarts(redis, { lifetimeMs: config.CART_DAYS * DAY_MS, log }),
    askAvailability: makeAskAvailability(inventory),
    findOffers: makeFindOffers({
      read: (skus) => readOffers(sql, skus),
      // What was asked for is older than any news: it must not stand in the way of them.
      save: (offers) => saveOffers(sql, offers, new Date(0)),
      ask: askCatalog(catalog),
    }),
    checkRedis: () =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    close: async () => {
      redis.disconnect();
      await Promise.all([catalog.close(), inventory.close()]);
    },
  };
};

const assemble = async (config: OrderConfig, foundation: Foundation): Promise<SubgraphParts<SubscriptionContext>> => {
  const { orm, log } = foundation;
  const now = (): Date => new Date();
  const sql = sqlOf(orm.em.fork());
  const policy = policyOf(config);
  const queries = makeOrderQueries(sql);
  const neighbours = meetNeighbours(config, foundation);
  const feed = startStatusFeed({ databaseUrl: config.DATABASE_URL, queries, log });
  const transact = makeOrderTransaction(foundation.transact);
  const handleOrder = makeHandleOrder(policy);
  const recordAnswer = makeRecordAnswer(transact, handleOrder);
  const app = makeApplication({ ...neighbours, transact, handleOrder, queries, feed, now });
  const payments = { transact, provider: providerOf(config), recordAnswer, now };
  const redriveSaga = makeRedriveSaga({ transact, policy, now, random: Math.random, log });
  const { schema } = await makeSchema(makeResolvers(app, policy));
  let watchdog: Loop | undefined;
  return {
    schema,
    contextFor: (viewer) => {
      const freshLoaders = () => makeLoaders(app, queries, viewer);
      return { viewer, app, freshLoaders, loaders: freshLoaders() };
    },
    hasGraphqlSubscriptions: true,
    subscriptions: subscriptionsOf({
      recordAnswer,
      now,
      transact: foundation.transact,
      saveOffers,
      authorizePayment: makeAuthorizePayment(payments),
      capturePayment: makeCapturePayment(payments),
      voidPayment: makeVoidPayment(payments),
    }),
    checkParts: async () => ({ redis: await neighbours.checkRedis() }),
    start: async () => {
      const findDue = (at: Date, limit: number) => findDueSagas(sql, at, limit);
      watchdog = startWatchdog({ findDue, redriveSaga, now, everyMs: config.SAGA_WATCH_EVERY_MS, log });
    },
    close: async () => {
      await Promise.all([watchdog?.stop(), feed.stop()]);
      await neighbours.close();
    },
  };
};

/** Starts the order subgraph: the only place that knows all of its parts. */
export const startOrder = (config: Readonly<OrderConfig>, tools: ProcessTools): Promise<Service> =>
  startSubgraph<SubscriptionContext>({
    domain: 'order',
    config,
    tools,
    entities: [OrderSummaryRow, OrderLineRow, SagaRow, SagaStepRow],
    migrations: [CreateOrders],
    make: (foundation) => assemble(config, foundation),
  });
