import type { AbandonSaga, RetrySaga } from './commands.ts';
import { withCompletion } from './completion.ts';
import { type Decision, facts } from './decision.ts';
import { type ExistingOrder, isDead, isSent } from './order.ts';

/** People have everything tried again that got no answer. */
export const retry = ({ at }: RetrySaga): Decision => facts({ type: 'SagaRetried', at, data: {} });

/**
 * People give up on an order that does not get on. Not sent yet, it is cancelled, and what was done for it is undone;
 * sent, it goes on without what is missing; ended, what was left to undo counts as done by hand.
 */
export const abandon = ({ at, reason }: AbandonSaga, order: ExistingOrder): Decision => {
  const abandoned = { type: 'SagaAbandoned', at, data: { reason } } as const;
  if (isDead(order)) return facts(abandoned);
  if (isSent(order)) return withCompletion(order, [abandoned]);
  return facts(abandoned, { type: 'OrderCancelled', at, data: { reason } });
};
