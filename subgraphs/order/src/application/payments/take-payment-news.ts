import { idFrom, isUuid, type Money } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service';
import type { OrderCommand } from '../../domain/order/commands.ts';
import { exists } from '../../domain/order/evolve.ts';
import type { HandleOrder } from '../lifecycle/handle-order.ts';
import { commandFor } from './payment-news.ts';
import { lookAt } from './payment-operations.ts';
import type {
  EntryKind,
  InPaymentTransaction,
  PaymentLedger,
  PaymentScope,
  ProviderPayment,
  ProviderStatus,
} from './payment-ports.ts';

/** Something that the provider tells us by itself, once or more, in any order. */
export interface PaymentNews {
  readonly eventId: string;
  readonly type: string;
  readonly paymentId: string;
  readonly orderId: string | null;
  /** The payment as it was when they told it, where they told it. */
  readonly payment?: ProviderPayment;
  readonly dispute?: { readonly disputeId: string; readonly amount: Money; readonly reason: string };
}

interface Parts {
  readonly transact: InPaymentTransaction;
  /** The ledger, outside of any transaction. */
  readonly ledger: Pick<PaymentLedger, 'isBooked'>;
  readonly handleOrder: HandleOrder;
  readonly actionWithinMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}
/** Resolves to whether something was put off that is to be done now. */
export type TakePaymentNews = (news: PaymentNews) => Promise<boolean>;

const BOOKED_AS: Readonly<Partial<Record<ProviderStatus, EntryKind>>> = {
  AUTHORIZED: 'AUTHORIZED',
  CAPTURED: 'CAPTURED',
  CANCELED: 'VOIDED',
};

/** The reply was faster: the books have it already. */
const isOld = async (
  { ledger }: Pick<Parts, 'ledger'>,
  { type, payment, paymentId }: PaymentNews,
): Promise<boolean> => {
  const kind = payment && BOOKED_AS[payment.status];
  return kind !== undefined && type.startsWith('payment_intent.') && ledger.isBooked(paymentId, kind);
};

const tell = async (parts: Parts, scope: PaymentScope, orderId: string, news: PaymentNews): Promise<boolean> => {
  const { now, actionWithinMs, handleOrder } = parts;
  const stored = await scope.orders.load(orderId);
  if (!exists(stored.order)) {
    parts.log.warn({ ...news, orderId }, 'news of a payment of an unknown order');
    return false;
  }
  // Its reply may have been booked while the order was held by another transaction.
  if (await isOld(scope, news)) return false;
  const at = now();
  const { payment, dispute, paymentId } = news;
  const isAnswer = payment?.status === 'AUTHORIZED' && stored.order.status === 'RESERVED';
  const known: OrderCommand | undefined = isAnswer
    ? commandFor(stored.order, payment, { at, actionWithinMs })
    : undefined;
  const command = dispute ? ({ type: 'RecordDispute', at, ...dispute } as const) : known;
  if (dispute) parts.log.error({ orderId, ...dispute }, 'a customer disputes a payment: people must answer');
  if (command) {
    await handleOrder(scope, stored, command, { actor: { kind: 'payment' }, correlationId: idFrom(news.eventId) });
    return false;
  }
  // News may be old by now: what they mean is asked for, not believed.
  await scope.calls.putOff({ orderId, operation: lookAt(paymentId) }, at, false);
  return true;
};

/** Takes what the provider tells, once per event, in one transaction with what follows from it. */
export const makeTakePaymentNews =
  (parts: Parts): TakePaymentNews =>
  async (news) => {
    // Most news tell what our reply told us long ago: they need no transaction.
    if (await isOld(parts, news)) return false;
    return parts.transact(async (scope) => {
      if (!(await scope.claim(idFrom('stripe', news.eventId)))) return false;
      const told = news.orderId !== null && isUuid(news.orderId) ? news.orderId : undefined;
      const orderId = told ?? (await scope.ledger.orderOf(news.paymentId));
      if (orderId !== undefined) return tell(parts, scope, orderId, news);
      parts.log.warn({ ...news }, 'news of a payment that belongs to no order of ours');
      return false;
    });
  };
