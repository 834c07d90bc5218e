import type { Subscriber } from '@cardstock/contracts';
import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';

/** BullMQ's key prefix: the hash tag keeps all keys of one queue in one slot of a Redis Cluster. */
export const prefixOf = (subscriber: Subscriber): string => `{cardstock-${subscriber}}`;

/** After this many failures, some three minutes on average, a message becomes a dead letter: longer than a circuit breaker stays open. */
export const MAX_ATTEMPTS = 18;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 30_000;

/** Exponential backoff with full jitter, in milliseconds: any delay from 0 up to the doubling bound. */
export const backoff = (attemptsMade: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attemptsMade, 20)));

export const JOB_OPTIONS: JobsOptions = {
  // Giving up is the consumer's decision, once the dead letter is safely in PostgreSQL: BullMQ itself never gives up.
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: false,
};

/** A connection that says at once that Redis is away, so that nobody waits inside a transaction. */
export const connectProducer = (url: string): Redis =>
  new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false });

/** A connection that waits for Redis to come back, as a worker must. */
export const connectWorker = (url: string): Redis => new Redis(url, { maxRetriesPerRequest: null });

export const openQueue = (subscriber: Subscriber, connection: Redis): Queue =>
  new Queue(subscriber, {
    connection,
    prefix: prefixOf(subscriber),
    defaultJobOptions: JOB_OPTIONS,
    skipVersionCheck: true,
  });
