import type { Refusal } from '../../domain/order/decision.ts';
import { IllegalOrderStateType, OrderNotFoundType } from './cancel-order.result.ts';

type StateRefusal = Extract<Refusal, { code: 'ORDER_STATE_ILLEGAL' }>;

/** There is no such order, or it is none of the viewer's. */
export const orderNotFound = (orderId: string): OrderNotFoundType =>
  Object.assign(new OrderNotFoundType(), { code: 'ORDER_UNKNOWN', message: 'There is no such order.', orderId });

/** It is too late, or too early: says what cannot be done. */
export const illegalState = (refusal: StateRefusal, what: string): IllegalOrderStateType =>
  Object.assign(new IllegalOrderStateType(), {
    ...refusal,
    message: `An order that is ${refusal.state} cannot be ${what}.`,
  });

/** A refusal that a command never gives: a defect. */
export const unexpected = ({ code }: { readonly code: string }): Error => new Error(`nobody expected ${code} here`);
