import { buryMessage } from './dead-letters.ts';
import type { InTransaction } from './sql.ts';
import { type SubscriberOptions, startSubscriber } from './subscriber.ts';

interface ConsumerOptions extends Omit<SubscriberOptions, 'bury'> {
  readonly inTransaction: InTransaction;
}

/** Takes messages from the domain's queue until stopped; what is given up becomes a dead letter in its database. */
export const startConsumer = ({ inTransaction, ...options }: ConsumerOptions): { stop(): Promise<void> } =>
  startSubscriber({ ...options, bury: (burial) => inTransaction((sql) => buryMessage(sql, burial)) });
