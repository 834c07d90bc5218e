import { idFrom } from '@cardstock/contracts';
import { badUserInput, type Viewer } from '@cardstock/service';
import type { LineQuantity } from '../../domain/order/events.ts';
import { MAX_LINES } from '../../domain/order/limits.ts';
import { done, type OrderChangeOutcome } from '../outcomes.ts';
import type { ChangeOrder } from './change-order.ts';

export interface CancelLinesRequest {
  readonly orderId: string;
  readonly lines: readonly LineQuantity[];
  readonly reason: string;
  /** The same key takes the pieces out once, however often it comes. */
  readonly idempotencyKey?: string | undefined;
}

/** Takes pieces out of an order that is not packed yet. Throws BAD_USER_INPUT where no line, or too many, are named. */
export const makeCancelLines =
  (changeOrder: ChangeOrder) =>
  (viewer: Viewer, { orderId, lines, reason, idempotencyKey }: CancelLinesRequest): Promise<OrderChangeOutcome> => {
    if (lines.length === 0 || lines.length > MAX_LINES) {
      throw badUserInput({ field: 'input.lines', message: `name 1 to ${MAX_LINES} lines` });
    }
    return changeOrder(viewer, orderId, (order, { version }, at) => {
      const changeId = idFrom(order.id, 'cancel-lines', idempotencyKey ?? version);
      return done({ type: 'CancelLines', at, changeId, lines, reason });
    });
  };
