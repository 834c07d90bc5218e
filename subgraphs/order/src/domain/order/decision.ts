import type { Money } from '@cardstock/contracts';
import type { OrderEvent } from './events.ts';
import type { ExistingOrder } from './order.ts';

/** Why an order does not do what it was asked. */
export type Refusal =
  | { readonly code: 'ORDER_UNKNOWN' }
  | { readonly code: 'ORDER_EXISTS' }
  | { readonly code: 'REFUND_TOO_LARGE'; readonly refundable: Money }
  | { readonly code: 'LINES_UNKNOWN'; readonly lineIds: readonly string[] }
  | { readonly code: 'LINE_TOO_SHORT'; readonly lineId: string; readonly requested: number; readonly left: number }
  | { readonly code: 'NOTES_FULL'; readonly most: number }
  | { readonly code: 'ORDER_CHANGING'; readonly state: ExistingOrder['status'] }
  | { readonly code: 'ORDER_STATE_ILLEGAL'; readonly state: ExistingOrder['status'] };

export type Decision =
  | { readonly ok: true; readonly events: readonly OrderEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const facts = (...events: readonly OrderEvent[]): Decision => ({ ok: true, events });
export const refuse = (refusal: Refusal): Decision => ({ ok: false, refusal });

/** A fact that comes late, twice, or after the order has ended: no harm, no event. */
export const NOTHING_NEW: Decision = facts();
