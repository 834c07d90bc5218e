import type { Money, OrderStatus } from '@cardstock/contracts';
import type { Result } from '../outcomes.ts';
import type { OrderView } from '../reading/views.ts';

export type PaymentRefusal =
  | { readonly code: 'ORDER_UNKNOWN' }
  | { readonly code: 'ORDER_STATE_ILLEGAL'; readonly state: OrderStatus };
export type PaymentOutcome = Result<OrderView, PaymentRefusal>;

export type RefundRefusal =
  | PaymentRefusal
  | { readonly code: 'REFUND_TOO_LARGE'; readonly refundable: Money }
  | { readonly code: 'IDEMPOTENCY_CONFLICT' };
export type RefundOutcome = Result<OrderView, RefundRefusal>;
