import type { StuckQueries } from '../ports.ts';
import { makeListStuck } from '../reading/list-stuck.ts';
import { makeCancelLines } from './cancel-lines.ts';
import { makeCancelOrder } from './cancel-order.ts';
import { makeCancelOrders } from './cancel-orders.ts';
import { makeAbandonSaga, makeRetrySaga } from './care-for-saga.ts';
import { type ChangeParts, makeChangeOrder } from './change-order.ts';
import type { LifecycleApplication } from './lifecycle-application.ts';
import { makeNoteOrder } from './note-order.ts';

/** The use cases of placed orders, tied to what they need. */
export const makeLifecycle = (parts: ChangeParts & { readonly queries: StuckQueries }): LifecycleApplication => {
  const changeOrder = makeChangeOrder(parts);
  const cancelOrder = makeCancelOrder(changeOrder);
  return {
    cancelOrder,
    cancelLines: makeCancelLines(changeOrder),
    cancelOrders: makeCancelOrders(cancelOrder),
    noteOrder: makeNoteOrder(changeOrder),
    retrySaga: makeRetrySaga(changeOrder),
    abandonSaga: makeAbandonSaga(changeOrder),
    listStuck: makeListStuck(parts.queries),
  };
};
