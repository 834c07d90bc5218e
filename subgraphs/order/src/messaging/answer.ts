import type { Delivery } from '@cardstock/messaging';
import type { Answer } from '../application/payments/record-answer.ts';
import type { Actor } from '../application/reading/views.ts';
import type { OrderCommand } from '../domain/order/commands.ts';

interface Told {
  readonly orderId: string;
  readonly command: OrderCommand;
  readonly by: Actor['kind'];
}

/** What a message tells an order. */
export const answerFrom = ({ messageId, envelope, log }: Delivery, { orderId, command, by }: Told): Answer => ({
  messageId,
  orderId,
  command,
  actor: { kind: by },
  correlationId: envelope.correlationId,
  log,
});
