import type { Refusal } from '../domain/order/decision.ts';
import type { SagaStatus } from '../saga/saga.ts';
import type { OrderView } from './reading/views.ts';

interface Done<Value> {
  readonly ok: true;
  readonly value: Value;
}
interface Refused<Refusal> {
  readonly ok: false;
  readonly refusal: Refusal;
}
export type Result<Value, Refusal> = Done<Value> | Refused<Refusal>;

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });
export const refused = <const Refusal>(refusal: Refusal): Refused<Refusal> => ({ ok: false, refusal });

/** What a change of an order came to. Which refusals there can be follows from the change. */
export type OrderChangeOutcome = Result<OrderView, Refusal>;

export type SagaNotStuckRefusal = { readonly code: 'SAGA_NOT_STUCK'; readonly status: SagaStatus };
export type SagaCareOutcome = Result<OrderView, Refusal | SagaNotStuckRefusal>;

/** What became of one order among many. */
export interface BulkItem {
  readonly orderId: string;
  readonly outcome: OrderChangeOutcome;
}
