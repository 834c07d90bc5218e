import type { Money } from '@cardstock/contracts';
import type { ExistingOrder } from '../../domain/order/order.ts';
import type { FraudScore } from '../../domain/payment/fraud.ts';
import type { OrderScope } from '../ports.ts';

export type ProviderStatus = 'OPEN' | 'ACTION_REQUIRED' | 'AUTHORIZED' | 'CAPTURED' | 'CANCELED' | 'DECLINED';

/** A payment as the provider's own books have it. */
export interface ProviderPayment {
  readonly paymentId: string;
  /** The order that it was made for, as we told them. */
  readonly orderId: string | null;
  readonly status: ProviderStatus;
  readonly amount: Money;
  readonly captured: Money;
  /** Given back, in minor units; known where the whole payment was read. */
  readonly refunded: number;
  readonly failureCode: string | null;
  /** Where the customer confirms it, while the status is ACTION_REQUIRED. */
  readonly actionUrl: string | null;
  readonly createdAt: Date;
}

export interface ProviderRefund {
  readonly refundRef: string;
  /** Ours, where we asked for it. */
  readonly refundId: string | null;
  readonly amount: Money;
}

/** Refused before there was a payment. */
export interface Declined {
  readonly status: 'DECLINED';
  readonly failureCode: string;
}

export interface AuthorizeRequest {
  readonly orderId: string;
  readonly amount: Money;
  readonly method: string;
  readonly token: string;
  readonly idempotencyKey: string;
  /** The customer is not there to confirm anything. */
  readonly isOffSession?: boolean;
}

export type CaptureOutcome =
  | { readonly outcome: 'CAPTURED'; readonly amount: Money }
  /** `isLost`: nothing is set aside any more. */
  | { readonly outcome: 'REFUSED'; readonly failureCode: string; readonly isLost: boolean };

export type RefundOutcome =
  | { readonly outcome: 'REFUNDED'; readonly refundRef: string }
  | { readonly outcome: 'REFUSED'; readonly failureCode: string };

/** The payment provider. Every method throws ProviderUnavailable where the outcome is unknown. */
export interface PaymentProvider {
  authorize(request: AuthorizeRequest): Promise<ProviderPayment | Declined>;
  read(paymentId: string): Promise<ProviderPayment>;
  /** All payments of an order, when one may have been made since a moment; the live ones first. */
  find(wanted: { readonly orderId: string; readonly askedAt: Date }): Promise<readonly ProviderPayment[]>;
  capture(request: { paymentId: string; amount: Money; idempotencyKey: string }): Promise<CaptureOutcome>;
  /** Lets go of what was set aside, or of the wish to. Content where that has happened already. */
  void(paymentId: string): Promise<void>;
  refund(request: {
    paymentId: string;
    refundId: string;
    amount: Money;
    idempotencyKey: string;
  }): Promise<RefundOutcome>;
  refundsOf(paymentId: string): Promise<readonly ProviderRefund[]>;
  /** Everything made since a moment, newest first, page by page. */
  since(moment: Date): AsyncIterable<ProviderPayment>;
  /** How long there is no point in asking, in milliseconds; 0 where there is. */
  restMs(): number;
}

/** Something that the provider is, or was, asked for an order. */
export interface PaymentCall {
  /** Part of the idempotency key: raised where the key of the last one will never help. */
  readonly attempt: number;
  readonly isKeyUsedUp: boolean;
  /** When this key was first used. */
  readonly askedAt: Date;
  readonly lastAskedAt: Date;
  /** How often it was put off. */
  readonly retries: number;
}

/** authorize, capture, void, refund:‹refundId› or look:‹paymentId›. */
export type PaymentOperation = string;

export interface PaymentTaskKey {
  readonly orderId: string;
  readonly operation: PaymentOperation;
}

/** What the provider was asked, and what has to be asked again, within one transaction. */
export interface PaymentCalls {
  /** Notes that the provider is about to be asked, so that an unknown outcome can be found again. */
  begin(key: PaymentTaskKey, at: Date): Promise<PaymentCall>;
  /** The same for one operation of several orders, by the id of the order. */
  beginMany(
    orderIds: readonly string[],
    operation: PaymentOperation,
    at: Date,
  ): Promise<ReadonlyMap<string, PaymentCall>>;
  find(key: PaymentTaskKey): Promise<PaymentCall | undefined>;
  /** Takes a new key, unless somebody else has: undefined then. */
  renew(key: PaymentTaskKey, seen: PaymentCall, at: Date): Promise<PaymentCall | undefined>;
  /** Has it tried at a moment, or sooner where that was noted already, whatever becomes of this process. */
  putOff(key: PaymentTaskKey, until: Date, isKeyUsedUp: boolean): Promise<void>;
  /** Nothing has to be tried any more, unless it was put off again since it was taken up. */
  finish(task: DuePayment): Promise<void>;
}

/** Something put off, taken up until a moment: afterwards somebody else may. */
export interface DuePayment extends PaymentTaskKey {
  readonly leasedUntil: Date;
}

export type EntryKind = 'AUTHORIZED' | 'CAPTURED' | 'VOIDED' | 'REFUNDED';

/** The ledger, within one transaction. */
export interface PaymentLedger {
  isBooked(providerRef: string, kind: EntryKind): Promise<boolean>;
  orderOf(providerRef: string): Promise<string | undefined>;
}

export interface PaymentScope extends OrderScope {
  readonly calls: PaymentCalls;
  readonly ledger: PaymentLedger;
}
export type InPaymentTransaction = <Result>(work: (scope: PaymentScope) => Promise<Result>) => Promise<Result>;

/** What earlier orders tell of a customer, looked up in one statement. */
export interface CustomerPast {
  readonly orders: number;
  readonly tokens: number;
  readonly countries: readonly string[];
}
export type ReadCustomerPast = (order: ExistingOrder, since: Date) => Promise<CustomerPast>;

/** How suspicious a payment looks; null where it is too small to be looked at. */
export type FraudCheck = (order: ExistingOrder, at: Date) => Promise<FraudScore | null>;
