import type { Money, OrderStatus } from '@cardstock/contracts';
import type { OrderEvent, Totals } from '../../domain/order/events.ts';
import type { Priced } from '../../domain/pricing/pricing.ts';
import type { PromotionProblem } from '../../domain/pricing/promotion.ts';
import type { ShippingOption } from '../../domain/pricing/shipping.ts';
import type { SagaStatus, StepName, StepState } from '../../saga/saga.ts';

export interface LineView {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
}

/** An order as lists and clients see it. */
export interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly customerId: string;
  readonly placedAt: Date;
  readonly lines: readonly LineView[];
  readonly totals: Totals;
  readonly version: number;
  readonly reason: string | null;
  /** The moment this view shows, where it is not the present. */
  readonly asOf?: Date;
}

/** Who made something happen. */
export interface Actor {
  readonly kind: 'customer' | 'staff' | 'inventory' | 'payment' | 'fulfillment' | 'watchdog';
  readonly id?: string;
}

/** A fact as it was stored. */
export interface RecordedEvent {
  readonly orderId: string;
  readonly version: number;
  readonly actor: Actor;
  readonly event: OrderEvent;
}

export interface StepView {
  readonly name: StepName;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
  readonly compensatedAt: Date | null;
  readonly undoAttempts: number;
  /** When it is asked for again, unless it is answered before. */
  readonly deadlineAt: Date | null;
}

export interface SagaView {
  readonly status: SagaStatus;
  readonly steps: readonly StepView[];
}

/** A remark on an order. */
export interface NoteView {
  readonly id: string;
  readonly text: string;
  readonly isInternal: boolean;
  readonly author: Actor['kind'];
  readonly createdAt: Date;
}

/** One change of status, as streams tell it. */
export interface StatusChange {
  readonly orderId: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly previousStatus: OrderStatus | null;
  readonly occurredAt: Date;
}

export interface CartLineView {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
  /** What a piece cost when the line was last changed, where it costs something else now. */
  readonly priceChangedFrom: Money | null;
}

/** A code in a cart, and what it takes off the goods now; null where it cannot be used, and why. */
export interface CartPromotionView {
  readonly code: string;
  readonly discount: Money | null;
  readonly problem: PromotionProblem | null;
}

export interface CartView {
  readonly id: string;
  readonly lines: readonly CartLineView[];
  readonly subtotal: Money;
  readonly promotions: readonly CartPromotionView[];
  readonly expiresAt: Date;
}

export interface MergedCartView {
  readonly cart: CartView;
  readonly clipped: readonly { readonly sku: string; readonly wanted: number; readonly added: number }[];
}

/** What an order would cost, and until when it does. */
export interface QuoteView extends Priced {
  readonly id: string;
  readonly shipping: ShippingOption;
  readonly shippingOptions: readonly ShippingOption[];
  readonly validUntil: Date;
}
