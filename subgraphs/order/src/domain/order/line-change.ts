import { idFrom } from '@cardstock/contracts';
import { requestRefund } from '../payment/refund.ts';
import { pickReleased } from '../pricing/allocation.ts';
import { linesWithout, totalsAfterCancelling } from '../pricing/line-totals.ts';
import { cancel } from './cancellation.ts';
import type { CancelLines, RecordReduction, RecordReleasedLines } from './commands.ts';
import { type Decision, facts, NOTHING_NEW, type Refusal, refuse } from './decision.ts';
import type { LineChange, LineQuantity, OrderEvent } from './events.ts';
import {
  type AuthorizedOrder,
  type ExistingOrder,
  isDead,
  isSent,
  type OrderInWarehouse,
  type ReservedOrder,
} from './order.ts';

type ChangeableOrder = ReservedOrder | AuthorizedOrder | OrderInWarehouse;

/** Not before its pieces are held, and not once they are packed. */
const isChangeable = (order: ExistingOrder): order is ChangeableOrder =>
  order.status === 'RESERVED' ||
  order.status === 'AUTHORIZED' ||
  order.status === 'CONFIRMED' ||
  order.status === 'PICKING';

/** One entry per line, its pieces added up. */
const sumByLine = (lines: readonly LineQuantity[]): LineQuantity[] => {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].map(([lineId, quantity]) => ({ lineId, quantity }));
};

const problemOf = (order: ExistingOrder, wanted: readonly LineQuantity[]): Refusal | undefined => {
  const left = new Map(order.lines.map(({ id, quantity }) => [id, quantity]));
  const unknown = wanted.filter(({ lineId }) => !left.has(lineId)).map(({ lineId }) => lineId);
  if (unknown.length > 0) return { code: 'LINES_UNKNOWN', lineIds: unknown };
  const short = wanted.find(({ lineId, quantity }) => quantity > (left.get(lineId) ?? 0));
  return (
    short && {
      code: 'LINE_TOO_SHORT',
      lineId: short.lineId,
      requested: short.quantity,
      left: left.get(short.lineId) ?? 0,
    }
  );
};

const cancelled = (change: LineChange, order: ExistingOrder, at: Date): OrderEvent => {
  const { changeId, lines, released, reason } = change;
  const totals = totalsAfterCancelling(order, lines);
  return {
    type: 'LinesCancelled',
    at,
    data: { changeId, lines, released, reason, left: linesWithout(order.lines, lines), totals },
  };
};

const start = ({ at, changeId, reason }: CancelLines, wanted: readonly LineQuantity[], order: ChangeableOrder) => {
  const skuOf = new Map(order.lines.map(({ id, sku }) => [id, sku]));
  const pieces = wanted.map(({ lineId, quantity }) => ({ sku: skuOf.get(lineId) ?? '', quantity }));
  const change = { changeId, lines: wanted, released: pickReleased(order.allocations, pieces), reason };
  const isOurs = order.status === 'RESERVED' || order.status === 'AUTHORIZED';
  return facts(isOurs ? cancelled(change, order, at) : { type: 'CancellationOfLinesRequested', at, data: change });
};

/**
 * Takes pieces out of an order: at once before the warehouse knows of them, if the warehouse agrees afterwards. One
 * change at a time; all pieces together are a cancellation of the whole.
 */
export const cancelLines = (command: CancelLines, order: ExistingOrder): Decision => {
  const { at, changeId, reason } = command;
  if (order.changesDone.includes(changeId) || order.change?.changeId === changeId) return NOTHING_NEW;
  if (!isChangeable(order)) return refuse({ code: 'ORDER_STATE_ILLEGAL', state: order.status });
  const isStopping = 'cancellation' in order && order.cancellation !== null;
  if (order.change !== null || isStopping) return refuse({ code: 'ORDER_CHANGING', state: order.status });
  const wanted = sumByLine(command.lines);
  const problem = problemOf(order, wanted);
  if (problem) return refuse(problem);
  const isWhole = linesWithout(order.lines, wanted).length === 0;
  return isWhole ? cancel({ type: 'CancelOrder', at, reason }, order) : start(command, wanted, order);
};

/** Should the money have been taken already, what is too much of it is given back. */
const giveBack = (order: ExistingOrder, { changeId, reason }: LineChange, at: Date): readonly OrderEvent[] => {
  const refundId = idFrom(changeId, 'refund');
  const decision = requestRefund({ type: 'RequestRefund', at, refundId, amount: tooMuch(order), reason }, order);
  return decision.ok ? decision.events : [];
};

const tooMuch = ({ money, totals }: ExistingOrder): number => money.captured - totals.grandTotal.amount;

/** The warehouse has answered, perhaps after the parcel left: what it took out is not in the parcel. */
export const recordReduction = ({ at, changeId, isReduced }: RecordReduction, order: ExistingOrder): Decision => {
  const { change } = order;
  if (isDead(order) || change?.changeId !== changeId || change.stage !== 'ASKED') return NOTHING_NEW;
  if (!isReduced) return facts({ type: 'CancellationOfLinesRefused', at, data: { changeId } });
  const fact = cancelled(change, order, at);
  const isTaken = isSent(order) && order.isCaptured;
  if (!isTaken || fact.type !== 'LinesCancelled') return facts(fact);
  return facts(fact, ...giveBack({ ...order, totals: fact.data.totals }, change, at));
};

/** The pieces are free again: the change is over. */
export const recordReleasedLines = ({ at, changeId }: RecordReleasedLines, order: ExistingOrder): Decision =>
  order.change?.changeId === changeId && order.change.stage === 'RELEASING'
    ? facts({ type: 'LinesReleased', at, data: { changeId } })
    : NOTHING_NEW;
