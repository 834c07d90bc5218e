import type { Loop, Subscription } from '@cardstock/messaging';
import { type Foundation, type HttpServer, lookupsOf, sqlOf } from '@cardstock/service';
import type { HandleOrder } from './application/lifecycle/handle-order.ts';
import { makeCheckFraud } from './application/payments/check-fraud.ts';
import { makeConfirmPayment } from './application/payments/confirm-payment.ts';
import type { PaymentApplication } from './application/payments/payment-application.ts';
import { makePaymentOperations, makeResume } from './application/payments/payment-operations.ts';
import type { RecordAnswer } from './application/payments/record-answer.ts';
import { makeRequestRefund } from './application/payments/request-refund.ts';
import { makeReviewPayment } from './application/payments/review-payment.ts';
import { makeTakePaymentNews } from './application/payments/take-payment-news.ts';
import { makeListMismatches, makeReadChecks } from './application/reconciliation/read-reconciliation.ts';
import type { ReconcileReport } from './application/reconciliation/reconcile-parts.ts';
import { makeReconcilePayments } from './application/reconciliation/reconcile-payments.ts';
import type { OrderConfig } from './config.ts';
import { paymentSubscriptions } from './messaging/payment-subscriptions.ts';
import { fraudRulesOf, paymentPolicyOf, providerOf } from './payment-settings.ts';
import { watchBreaker } from './payments/breaker-metric.ts';
import { startReconcileLoop } from './payments/reconcile-loop.ts';
import { startResumeLoop } from './payments/resume-loop.ts';
import { addStripeWebhook } from './payments/webhook-route.ts';
import { makeReadCustomerPast } from './persistence/payment.queries.ts';
import { paymentLedgerIn, takeDueTasks } from './persistence/payment-call.repository.ts';
import { makePaymentTransaction } from './persistence/payment-scope.ts';
import { makeReconcileBooks, oneAtATime } from './persistence/reconcile.repository.ts';
import { makeReconciliationQueries } from './persistence/reconciliation.queries.ts';

const FIRST_RUN_MS = 7 * 86_400_000;

interface PaymentOptions {
  readonly config: OrderConfig;
  readonly foundation: Pick<Foundation, 'orm' | 'log' | 'metrics' | 'transact'>;
  readonly handleOrder: HandleOrder;
  readonly recordAnswer: RecordAnswer;
  readonly now: () => Date;
}

export interface Payments {
  readonly app: PaymentApplication;
  readonly subscriptions: readonly Subscription[];
  addRoutes(http: HttpServer): void;
  /** Compares our books with the provider's; undefined where somebody else is at it. */
  reconcile(from?: Date): Promise<ReconcileReport | undefined>;
  start(): void;
  stop(): Promise<void>;
}

const makeParts = ({ config, foundation, recordAnswer, now }: PaymentOptions) => {
  const { orm, log } = foundation;
  const sql = sqlOf(orm.em.fork());
  const transact = makePaymentTransaction(foundation.transact);
  const provider = providerOf(config, watchBreaker(foundation));
  const checkFraud = makeCheckFraud(fraudRulesOf(config), makeReadCustomerPast(lookupsOf(orm)));
  const policy = paymentPolicyOf(config);
  const parts = { transact, provider, recordAnswer, checkFraud, policy, now };
  const operations = makePaymentOperations(parts, Math.random);
  const books = makeReconcileBooks(sql);
  const reconcile = makeReconcilePayments({
    ...{ books, provider, look: operations.look, now, log, firstRunMs: FIRST_RUN_MS },
    orphanAfterMs: config.PAYMENT_ORPHAN_AFTER_MS,
    overlapMs: config.PAYMENT_RECONCILE_OVERLAP_MS,
  });
  return { sql, transact, provider, policy, operations, books, reconcile };
};

type Parts = ReturnType<typeof makeParts>;

const makeApp = ({ foundation: { log }, handleOrder, now }: PaymentOptions, parts: Parts): PaymentApplication => {
  const { transact, operations, sql } = parts;
  const reconciliation = makeReconciliationQueries(sql);
  const deciding = { transact, handleOrder, now };
  return {
    requestRefund: makeRequestRefund(deciding),
    confirmPayment: makeConfirmPayment({ transact, look: operations.look, log }),
    approvePayment: makeReviewPayment(deciding, 'ApprovePayment'),
    rejectPayment: makeReviewPayment(deciding, 'RejectPayment'),
    listMismatches: makeListMismatches(reconciliation),
    readChecks: makeReadChecks(reconciliation),
  };
};

const resumeLoopOf = ({ foundation: { log }, now }: PaymentOptions, parts: Parts): Loop => {
  const { sql, transact, operations, provider } = parts;
  return startResumeLoop({
    takeDue: (limit, leasedUntil) => takeDueTasks(sql, limit, leasedUntil),
    resume: makeResume(operations, log),
    finish: (task) => transact(({ calls }) => calls.finish(task)),
    putOff: (task, until) => transact(({ calls }) => calls.putOff(task, until, false)),
    restMs: provider.restMs,
    ...{ now, log },
  });
};

/** Everything about money, tied together. */
export const makePayments = (options: PaymentOptions): Payments => {
  const { config, foundation, handleOrder, now } = options;
  const { log } = foundation;
  const parts = makeParts(options);
  const { transact, policy, operations, books } = parts;
  const { actionWithinMs } = policy;
  const ledger = paymentLedgerIn(lookupsOf(foundation.orm));
  const take = makeTakePaymentNews({ transact, ledger, handleOrder, actionWithinMs, now, log });
  const reconcile = (from?: Date) => oneAtATime(foundation.transact, () => parts.reconcile(from));
  let loops: readonly Loop[] = [];
  return {
    app: makeApp(options, parts),
    subscriptions: paymentSubscriptions(operations),
    addRoutes: (http) => {
      const { STRIPE_WEBHOOK_SECRET: secret } = config;
      const onWork = () => loops[0]?.wake();
      if (secret === undefined) log.warn('STRIPE_WEBHOOK_SECRET is not set: no news of payments are taken');
      else addStripeWebhook(http, { secret, take, onWork, log });
    },
    reconcile,
    start: () => {
      const everyMs = config.PAYMENT_RECONCILE_EVERY_MS;
      loops = [resumeLoopOf(options, parts), startReconcileLoop({ ...books, reconcile, everyMs, now, log })];
    },
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  };
};
