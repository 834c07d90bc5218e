import { type Contract, type Envelope, envelope, type Subscriber } from '@cardstock/contracts';
import { type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { Undeliverable } from './errors.ts';
import type { MessagingMetrics } from './metrics.ts';
import { backoff, connectWorker, MAX_ATTEMPTS, prefixOf } from './queues.ts';

/** What a handler learns of a message besides its data. */
export interface Delivery {
  readonly messageId: string;
  readonly envelope: Envelope;
  readonly log: Logger;
}

export interface Subscription {
  readonly contract: Contract;
  readonly handle: (data: unknown, delivery: Delivery) => Promise<void>;
}

/** Ties a handler to a contract. The handler gets parsed data; data that breaks the contract becomes a dead letter. */
export const consume = <Data>(
  contract: Contract<string, Data>,
  handler: (data: Data, delivery: Delivery) => Promise<void>,
): Subscription => ({
  contract,
  handle: (data, delivery) => {
    const parsed = contract.schema.safeParse(data);
    if (!parsed.success) throw new Undeliverable(`${contract.type} breaks its contract: ${parsed.error.message}`);
    return handler(parsed.data, delivery);
  },
});

/** A message that could not be handled, and why. */
export interface Burial {
  readonly id: string;
  readonly envelope: unknown;
  readonly error: string;
  readonly attempts: number;
}

export interface SubscriberOptions {
  /** Whose queue it is. */
  readonly domain: Subscriber;
  readonly redisUrl: string;
  readonly subscriptions: readonly Subscription[];
  /** Takes care of a message that was given up. Where it throws, the message is tried once more. */
  readonly bury: (burial: Burial) => Promise<void>;
  readonly log: Logger;
  readonly metrics: MessagingMetrics;
  readonly concurrency?: number;
}

const errorText = (err: unknown): string => (err instanceof Error ? `${err.name}: ${err.message}` : String(err));

const deliver = async (job: Job, { subscriptions, log }: SubscriberOptions): Promise<void> => {
  const parsed = envelope.safeParse(job.data);
  if (!parsed.success) throw new Undeliverable(`not an envelope: ${parsed.error.message}`);
  const message = parsed.data;
  const found = subscriptions.find(({ contract }) => contract.type === message.type);
  if (!found || message.version > found.contract.version) {
    throw new Undeliverable(`nobody here handles ${message.type} version ${message.version}`);
  }
  const fields = {
    messageId: message.id,
    type: message.type,
    subject: message.subject,
    correlationId: message.correlationId,
  };
  await found.handle(message.data, { messageId: message.id, envelope: message, log: log.child(fields) });
};

/** Handles one job: done, thrown (BullMQ tries it again), or buried when it is hopeless. Never lost on the way. */
const work = async (job: Job, options: SubscriberOptions): Promise<void> => {
  const { log, metrics, bury } = options;
  const stopTimer = metrics.duration.startTimer({ type: job.name });
  try {
    await deliver(job, options);
    metrics.consumed.inc({ type: job.name, outcome: 'done' });
  } catch (err) {
    const attempts = job.attemptsMade + 1;
    const isHopeless = err instanceof Undeliverable || attempts >= MAX_ATTEMPTS;
    metrics.consumed.inc({ type: job.name, outcome: isHopeless ? 'dead' : 'failed' });
    if (!isHopeless) throw err;
    log.error({ err, messageId: job.id, type: job.name, attempts }, 'a message was given up');
    await bury({ id: job.id ?? '', envelope: job.data, error: errorText(err), attempts });
  } finally {
    stopTimer();
  }
};

/** Takes messages from a queue until stopped; stopping lets those under way finish. */
export const startSubscriber = (options: SubscriberOptions): { stop(): Promise<void> } => {
  const { domain, redisUrl, log, concurrency = 16 } = options;
  const connection = connectWorker(redisUrl);
  connection.on('error', (err) => log.debug({ err }, 'the consumer has no Redis'));
  const worker = new Worker(domain, (job) => work(job, options), {
    connection,
    prefix: prefixOf(domain),
    concurrency,
    // A message whose worker was killed is handed out again, however often: giving up is ours to decide, see `work`.
    maxStalledCount: 1_000_000,
    settings: { backoffStrategy: (attemptsMade) => backoff(attemptsMade) },
  });
  worker.on('error', (err) => log.warn({ err }, 'the queue is out of reach'));
  worker.on('failed', (job, err) =>
    log.warn(
      { messageId: job?.id, type: job?.name, attempt: job?.attemptsMade, err: errorText(err) },
      'a message failed and will be tried again',
    ),
  );
  return {
    stop: async () => {
      // Without Redis nothing is under way that could finish, and BullMQ would wait for it to come back.
      const isAway = connection.status !== 'ready';
      if (isAway) connection.disconnect();
      await worker.close(isAway);
      connection.disconnect();
    },
  };
};
