import type { Viewer } from '@cardstock/service';
import type { OrderCommand } from '../../domain/order/commands.ts';
import { statusOf } from '../../saga/saga.ts';
import { requireScope } from '../access.ts';
import { done, refused, type SagaCareOutcome } from '../outcomes.ts';
import type { ChangeOrder } from './change-order.ts';

const ifStuck = (
  changeOrder: ChangeOrder,
  viewer: Viewer,
  { orderId, commandAt }: { orderId: string; commandAt: (at: Date) => OrderCommand },
): Promise<SagaCareOutcome> => {
  requireScope(viewer, 'order:write');
  return changeOrder(viewer, orderId, (_order, { saga }, at) => {
    const status = statusOf(saga);
    return status === 'STUCK' ? done(commandAt(at)) : refused({ code: 'SAGA_NOT_STUCK', status });
  });
};

/** Has everything asked for again that got no answer, with as many attempts as ever. For staff. */
export const makeRetrySaga =
  (changeOrder: ChangeOrder) =>
  (viewer: Viewer, orderId: string): Promise<SagaCareOutcome> =>
    ifStuck(changeOrder, viewer, { orderId, commandAt: (at) => ({ type: 'RetrySaga', at }) });

/** Gives up on an order that does not get on: cancelled where it was not sent, done by hand where it was. For staff. */
export const makeAbandonSaga =
  (changeOrder: ChangeOrder) =>
  (viewer: Viewer, { orderId, reason }: { orderId: string; reason: string }): Promise<SagaCareOutcome> =>
    ifStuck(changeOrder, viewer, { orderId, commandAt: (at) => ({ type: 'AbandonSaga', at, reason }) });
