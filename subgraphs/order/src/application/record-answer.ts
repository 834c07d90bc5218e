import type { Logger } from '@cardstock/service';
import type { OrderCommand } from '../domain/commands.ts';
import type { HandleOrder } from './handle-order.ts';
import type { InOrderTransaction } from './ports.ts';
import type { Actor } from './views.ts';

export interface Answer {
  readonly messageId: string;
  readonly orderId: string;
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly log: Logger;
}
export type RecordAnswer = (answer: Answer) => Promise<void>;

/** Tells an order what another domain answered: once per message, and without harm however late. */
export const makeRecordAnswer =
  (transact: InOrderTransaction, handleOrder: HandleOrder): RecordAnswer =>
  ({ messageId, orderId, command, actor, correlationId, log }) =>
    transact(async (scope) => {
      if (!(await scope.claim(messageId))) return;
      const stored = await scope.orders.load(orderId);
      const outcome = await handleOrder(scope, stored, command, { actor, correlationId });
      if (!outcome.ok) log.warn({ orderId, refusal: outcome.refusal }, 'an answer is of no use to its order');
    });
