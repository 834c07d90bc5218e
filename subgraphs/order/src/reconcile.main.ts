import { parseArgs } from 'node:util';
import { makeBatcher } from '@cardstock/messaging';
import { makeLog, makeMetrics, makeTransact, openDatabase, parseConfig } from '@cardstock/service';
import { makeHandleOrder } from './application/lifecycle/handle-order.ts';
import { type Answer, makeRecordAnswers } from './application/payments/record-answer.ts';
import type { ReconcileReport } from './application/reconciliation/reconcile-parts.ts';
import { orderConfig } from './config.ts';
import { makePayments } from './payment-service.ts';
import { makePaymentTransaction } from './persistence/payment-scope.ts';
import { DATABASE, policyOf } from './service.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const show = ({ since, payments, mismatches }: ReconcileReport): void => {
  print(`${payments} payments since ${since.toISOString()}: ${mismatches.length} differences`);
  const rows = mismatches.map(({ orderId, paymentId, kind, ours, theirs, currency, resolution }) => ({
    ...{ order: orderId ?? '-', payment: paymentId, kind, ours, theirs, currency, resolution },
  }));
  if (rows.length > 0) console.table(rows);
};

/** From when on: the argument --since, an ISO time; otherwise from the last run. */
const since = (): Date | undefined => {
  const text = parseArgs({ options: { since: { type: 'string' } } }).values.since;
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new Error(`--since must be an ISO time, not ${text}`);
  return moment;
};

/** Compares the books once. Resolves to whether nothing is left that people must look at. */
const run = async (): Promise<boolean> => {
  const from = since();
  const config = parseConfig(orderConfig, process.env);
  const log = makeLog({ name: 'order', level: config.LOG_LEVEL });
  const orm = await openDatabase({ url: config.DATABASE_URL, ...DATABASE, log });
  try {
    const transact = makeTransact(orm, 'order');
    const handleOrder = makeHandleOrder(policyOf(config));
    const recordAnswer = makeBatcher<Answer>({
      handle: makeRecordAnswers(makePaymentTransaction(transact), handleOrder),
    });
    const foundation = { orm, transact, log, metrics: makeMetrics('order') };
    const payments = makePayments({ config, foundation, handleOrder, recordAnswer, now: () => new Date() });
    const report = await payments.reconcile(from);
    if (!report) {
      print('Another process is comparing the books just now.');
      return false;
    }
    show(report);
    return report.mismatches.every(({ resolution }) => resolution !== 'OPEN');
  } finally {
    await orm.close();
  }
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (err) {
  process.stderr.write(`The books could not be compared: ${err instanceof Error ? err.message : String(err)}\n`);
  process.exitCode = 2;
}
