import { type Loop, makeBatcher } from '@cardstock/messaging';
import {
  type Foundation,
  lookupsOf,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  sqlOf,
  startSubgraph,
} from '@cardstock/service';
import { makeAnswerExpiredReservation } from './application/lifecycle/answer-expired-reservation.ts';
import { makeHandleOrder } from './application/lifecycle/handle-order.ts';
import { makeRedriveSaga } from './application/lifecycle/redrive-saga.ts';
import { makeApplication } from './application/make-application.ts';
import { type Answer, makeRecordAnswers } from './application/payments/record-answer.ts';
import { makeCheckoutService } from './checkout-service.ts';
import type { OrderConfig } from './config.ts';
import { makeLoaders } from './graphql/loaders.ts';
import type { SubscriptionContext } from './graphql/orders/order-status.resolver.ts';
import { makeResolvers } from './graphql/resolvers.ts';
import { makeSchema } from './graphql/schema.ts';
import { subscriptionsOf } from './messaging/subscriptions.ts';
import { makePayments } from './payment-service.ts';
import { CreateCheckout } from './persistence/migrations/2026-11-21-checkout.ts';
import { CareForOrders } from './persistence/migrations/2026-11-21-lifecycle.ts';
import { CreateOrders } from './persistence/migrations/2026-11-21-orders.ts';
import { CreatePayments } from './persistence/migrations/2026-11-21-payments.ts';
import { PutSagaStepsTogether } from './persistence/migrations/2026-11-21-saga-steps.ts';
import { KnowWhatIsOffSale } from './persistence/migrations/2026-11-23-off-sale.ts';
import { makeOrderQueries } from './persistence/order.queries.ts';
import { makeOrderTransaction } from './persistence/order-scope.ts';
import { findDueSagas } from './persistence/saga.queries.ts';
import { saveOffers, savePrice } from './persistence/sku-price.repository.ts';
import { startStatusFeed } from './persistence/status-feed.ts';
import { makeStuckQueries } from './persistence/stuck.queries.ts';
import type { SagaPolicy } from './saga/commands.ts';
import { watchStuckSagas } from './saga/stuck-gauge.ts';
import { startWatchdog } from './saga/watchdog.ts';

export const policyOf = (config: OrderConfig): SagaPolicy => ({
  answerWithinMs: config.SAGA_ANSWER_WITHIN_MS,
  longestWaitMs: config.SAGA_LONGEST_WAIT_MS,
  maxAttempts: config.SAGA_MAX_ATTEMPTS,
  shipmentCheckMs: config.SHIPMENT_CHECK_MS,
  backorderCheckMs: config.BACKORDER_CHECK_MS,
  confirmWithinMs: config.PAYMENT_DEADLINE_MS,
});

// Answers are recorded together, as many as are there: so many may be there at once.
const MESSAGES_AT_ONCE = 64;

const assemble = async (config: OrderConfig, foundation: Foundation): Promise<SubgraphParts<SubscriptionContext>> => {
  const { orm, log } = foundation;
  const now = (): Date => new Date();
  const sql = sqlOf(orm.em.fork());
  const policy = policyOf(config);
  const queries = makeOrderQueries(sql, lookupsOf(orm));
  const checkout = makeCheckoutService(config, foundation);
  const feed = startStatusFeed({ databaseUrl: config.DATABASE_URL, queries, log });
  const transact = makeOrderTransaction(foundation.transact);
  const stuck = makeStuckQueries(sql);
  watchStuckSagas({ registry: foundation.metrics, countStuck: stuck.countStuck, log });
  const handleOrder = makeHandleOrder(policy);
  const recordAnswer = makeBatcher<Answer>({ handle: makeRecordAnswers(transact, handleOrder) });
  const payments = makePayments({ config, foundation, handleOrder, recordAnswer, now });
  const app = makeApplication({
    ...checkout.parts,
    transact,
    handleOrder,
    queries,
    stuck,
    feed,
    payments: payments.app,
    now,
  });
  const redriveSaga = makeRedriveSaga({ transact, handleOrder, policy, now, random: Math.random, log });
  const { schema } = await makeSchema(makeResolvers(app, policy));
  let watchdog: Loop | undefined;
  return {
    schema,
    contextFor: (viewer) => {
      const freshLoaders = () => makeLoaders(app, queries, viewer);
      return { viewer, app, freshLoaders, loaders: freshLoaders() };
    },
    hasGraphqlSubscriptions: true,
    consumerConcurrency: MESSAGES_AT_ONCE,
    subscriptions: subscriptionsOf({
      recordAnswer,
      answerExpiredReservation: makeAnswerExpiredReservation(transact),
      now,
      transact: foundation.transact,
      saveOffers,
      savePrice,
      payments: payments.subscriptions,
    }),
    addRoutes: payments.addRoutes,
    checkParts: async () => ({ redis: await checkout.isRedisThere() }),
    start: async () => {
      payments.start();
      checkout.start();
      const findDue = (at: Date, limit: number) => findDueSagas(sql, at, limit);
      watchdog = startWatchdog({ findDue, redriveSaga, now, everyMs: config.SAGA_WATCH_EVERY_MS, log });
    },
    close: async () => {
      await Promise.all([watchdog?.stop(), payments.stop(), feed.stop()]);
      await checkout.stop();
    },
  };
};

/** The tables of this subgraph. */
export const DATABASE = {
  entities: [],
  migrations: [CreateOrders, PutSagaStepsTogether, CreatePayments, CareForOrders, CreateCheckout, KnowWhatIsOffSale],
};

/** Starts the order subgraph: the only place that knows all of its parts. */
export const startOrder = (config: Readonly<OrderConfig>, tools: ProcessTools): Promise<Service> =>
  startSubgraph<SubscriptionContext>({
    domain: 'order',
    config,
    tools,
    ...DATABASE,
    make: (foundation) => assemble(config, foundation),
  });
