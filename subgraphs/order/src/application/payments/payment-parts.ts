import { idFrom } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service';
import type { OrderCommand } from '../../domain/order/commands.ts';
import type { FraudCheck, InPaymentTransaction, PaymentProvider } from './payment-ports.ts';
import type { Answer, RecordAnswer } from './record-answer.ts';

export interface PaymentPolicy {
  /** How long a customer has to confirm a payment. */
  readonly actionWithinMs: number;
  /** How long people have to look at a suspicious one. */
  readonly reviewWithinMs: number;
  /** After so long, a request that got no answer has either reached the provider or never will. */
  readonly settledAfterMs: number;
}

export interface PaymentParts {
  readonly transact: InPaymentTransaction;
  readonly provider: PaymentProvider;
  readonly recordAnswer: RecordAnswer;
  readonly checkFraud: FraudCheck;
  readonly policy: PaymentPolicy;
  readonly now: () => Date;
}

/** One message that asks for something to be done with the money of an order. */
export interface PaymentTask {
  readonly messageId: string;
  readonly orderId: string;
  readonly correlationId: string;
  readonly log: Logger;
}

/** What the payment provider answered, as the order is told it. One task may tell several things, each of a name. */
export const asPayment = (task: PaymentTask, command: OrderCommand, name?: string): Answer => ({
  ...task,
  ...(name === undefined ? {} : { messageId: idFrom(task.messageId, name) }),
  command,
  actor: { kind: 'payment' },
});
