import {
  type Decision,
  facts,
  NOTHING_NEW,
  type RecordCommit,
  type RecordRelease,
  type RecordReservation,
  type RefuseReservation,
} from './commands.ts';
import { withCompletion } from './completion.ts';
import type { Shortage } from './events.ts';
import { type ExistingOrder, isDead, isSent } from './order.ts';

const sentence = (shortages: readonly Shortage[]): string =>
  `Too little stock: ${shortages.map(({ sku, requested, available }) => `${sku} (${requested} wanted, ${available} left)`).join(', ')}`;

export const reserveStock = ({ at, allocations }: RecordReservation, order: ExistingOrder): Decision =>
  order.status === 'PENDING' ? facts({ type: 'StockReserved', at, data: { allocations } }) : NOTHING_NEW;

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
