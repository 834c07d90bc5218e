import type { RecordBackorder, RecordCommit, RecordRelease, RecordReservation, RefuseReservation } from './commands.ts';
import { withCompletion } from './completion.ts';
import { type Decision, facts, NOTHING_NEW } from './decision.ts';
import type { Shortage } from './events.ts';
import { type ExistingOrder, isDead, isSent } from './order.ts';

const sentence = (shortages: readonly Shortage[]): string =>
  `Too little stock: ${shortages.map(({ sku, requested, available }) => `${sku} (${requested} wanted, ${available} left)`).join(', ')}`;

export const reserveStock = ({ at, allocations }: RecordReservation, order: ExistingOrder): Decision =>
  order.status === 'PENDING' ? facts({ type: 'StockReserved', at, data: { allocations } }) : NOTHING_NEW;

const sameSkus = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((sku) => others.includes(sku));

/** The order waits for what will be in stock later; told the same again, it knows nothing new. */
export const backorder = ({ at, backorder: told }: RecordBackorder, order: ExistingOrder): Decision => {
  if (order.status !== 'PENDING') return NOTHING_NEW;
  const known = order.backorder;
  const isKnown = known !== null && known.expectedAt === told.expectedAt && sameSkus(known.skus, told.skus);
  return isKnown ? NOTHING_NEW : facts({ type: 'StockBackordered', at, data: told });
};

export const refuseReservation = ({ at, shortages }: RefuseReservation, order: ExistingOrder): Decision =>
  order.status === 'PENDING'
    ? facts(
        { type: 'ReservationRefused', at, data: { shortages } },
        { type: 'OrderRejected', at, data: { reason: sentence(shortages) } },
      )
    : NOTHING_NEW;

export const commitStock = ({ at }: RecordCommit, order: ExistingOrder): Decision =>
  isSent(order) && !order.isCommitted ? withCompletion(order, [{ type: 'StockCommitted', at, data: {} }]) : NOTHING_NEW;

export const releaseStock = ({ at }: RecordRelease, order: ExistingOrder): Decision =>
  isDead(order) && !order.isReleased ? facts({ type: 'StockReleased', at, data: {} }) : NOTHING_NEW;
