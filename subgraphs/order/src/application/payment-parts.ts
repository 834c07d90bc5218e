import type { Logger } from '@cardstock/service';
import type { OrderCommand } from '../domain/commands.ts';
import type { InOrderTransaction, PaymentProvider } from './ports.ts';
import type { Answer, RecordAnswer } from './record-answer.ts';

export interface PaymentParts {
  readonly transact: InOrderTransaction;
  readonly provider: PaymentProvider;
  readonly recordAnswer: RecordAnswer;
  readonly now: () => Date;
}

/** One message that asks for something to be done with the money of an order. */
export interface PaymentTask {
  readonly messageId: string;
  readonly orderId: string;
  readonly correlationId: string;
  readonly log: Logger;
}

/** What the payment provider answered, as the order is told it. */
export const asPayment = (task: PaymentTask, command: OrderCommand): Answer => ({
  ...task,
  command,
  actor: { kind: 'payment' },
});
