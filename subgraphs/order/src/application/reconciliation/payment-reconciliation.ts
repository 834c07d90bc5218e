import type { OrderStatus } from '@cardstock/contracts';
import type { ProviderPayment } from '../payments/payment-ports.ts';

/** What our ledger has about one payment, in minor units. */
export interface BookedPayment {
  readonly paymentId: string;
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly authorized: number;
  readonly captured: number;
  readonly voided: number;
  readonly refunded: number;
}

export type MismatchKind = 'ORPHAN' | 'UNBOOKED' | 'HELD_DIFFERS' | 'CAPTURED_DIFFERS' | 'REFUNDED_DIFFERS' | 'MISSING';

export interface Difference {
  readonly orderId: string | null;
  readonly paymentId: string;
  readonly kind: MismatchKind;
  /** In minor units of the currency. */
  readonly ours: number;
  readonly theirs: number;
  readonly currency: string;
}

/** VOIDED: money that nobody waits for was let go. HEALED: our books had missed it, and know it now. OPEN: people must look. */
export type Resolution = 'VOIDED' | 'HEALED' | 'OPEN';

export interface Mismatch extends Difference {
  readonly id: string;
  readonly resolution: Resolution;
  readonly at: Date;
}

export interface PaymentCheck {
  readonly orderId: string;
  readonly checkedAt: Date;
  /** Theirs less ours, in minor units. */
  readonly difference: number;
}

interface Net {
  readonly held: number;
  readonly captured: number;
  readonly refunded: number;
}

export const theirNet = ({ status, amount, captured, refunded }: ProviderPayment): Net => ({
  held: status === 'AUTHORIZED' ? amount.amount : 0,
  captured: captured.amount,
  refunded,
});

const ourNet = ({ authorized, captured, voided, refunded }: BookedPayment): Net => ({
  held: authorized - captured - voided,
  captured,
  refunded,
});

/** How much more money of an order is at the provider than in our books, in minor units. */
export const differenceOf = (booked: BookedPayment | undefined, payment: ProviderPayment): number => {
  const [theirs, ours] = [theirNet(payment), booked ? ourNet(booked) : { held: 0, captured: 0, refunded: 0 }];
  return theirs.held + theirs.captured - theirs.refunded - (ours.held + ours.captured - ours.refunded);
};

/** Where the provider's books and ours do not say the same of a payment; undefined where they agree. */
export const compare = (booked: BookedPayment | undefined, payment: ProviderPayment): Difference | undefined => {
  const { paymentId, orderId, amount } = payment;
  const theirs = theirNet(payment);
  const found = { orderId: booked?.orderId ?? orderId, paymentId, currency: amount.currency };
  if (!booked) {
    const money = theirs.held + theirs.captured - theirs.refunded;
    return money === 0 ? undefined : { ...found, kind: 'UNBOOKED', ours: 0, theirs: money };
  }
  const ours = ourNet(booked);
  if (ours.held !== theirs.held) return { ...found, kind: 'HELD_DIFFERS', ours: ours.held, theirs: theirs.held };
  if (ours.captured !== theirs.captured) {
    return { ...found, kind: 'CAPTURED_DIFFERS', ours: ours.captured, theirs: theirs.captured };
  }
  return ours.refunded === theirs.refunded
    ? undefined
    : { ...found, kind: 'REFUNDED_DIFFERS', ours: ours.refunded, theirs: theirs.refunded };
};
