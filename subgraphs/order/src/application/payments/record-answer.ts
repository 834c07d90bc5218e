import type { Logger } from '@cardstock/service';
import type { OrderCommand } from '../../domain/order/commands.ts';
import type { HandleOrder } from '../lifecycle/handle-order.ts';
import type { InOrderTransaction, OrderScope } from '../ports.ts';
import type { Actor } from '../reading/views.ts';

export interface Answer {
  readonly messageId: string;
  readonly orderId: string;
  readonly command: OrderCommand;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly log: Logger;
}
export type RecordAnswer = (answer: Answer) => Promise<void>;
export type RecordAnswers = (answers: readonly Answer[]) => Promise<readonly undefined[]>;

const record = async (scope: OrderScope, handleOrder: HandleOrder, answer: Answer): Promise<void> => {
  const { orderId, command, actor, correlationId, log } = answer;
  const stored = await scope.orders.load(orderId);
  const outcome = await handleOrder(scope, stored, command, { actor, correlationId });
  if (!outcome.ok) log.warn({ orderId, refusal: outcome.refusal }, 'an answer is of no use to its order');
};

/** Tells orders what other domains answered, in one transaction: once per message, and without harm however late. */
export const makeRecordAnswers =
  (transact: InOrderTransaction, handleOrder: HandleOrder): RecordAnswers =>
  (answers) =>
    transact(async (scope) => {
      const isNew = await scope.claimMany(answers.map(({ messageId }) => messageId));
      const news = answers.filter(({ messageId }) => isNew.has(messageId));
      await scope.orders.loadMany(news.map(({ orderId }) => orderId));
      for (const answer of news) await record(scope, handleOrder, answer);
      return [];
    });
