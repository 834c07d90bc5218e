import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Envelope, receiversOf } from '@cardstock/contracts';
import type { Queue } from 'bullmq';
import type { Stores } from '../platform/stores.ts';
import type { Disturbance } from './disturbance.ts';

const SENDERS = ['order', 'inventory', 'fulfillment'] as const;
const RECENT = `select envelope from outbox_message where published_at is not null order by position desc limit 60`;
const LONGEST_DELAY_MS = 4_000;

/** Messages that were sent already come again under other job ids, in another order, some of them seconds later. */
export const duplicateMessages: Disturbance = {
  name: 'messages duplicated and delayed',
  carryOut: async ({ stores, random }) => {
    let sent = 0;
    for (const sender of SENDERS) {
      const recent = await stores.rows<{ envelope: Envelope }>(sender, RECENT);
      for (const { envelope } of random.shuffle(recent)) {
        for (const consumer of receiversOf(envelope)) {
          const delay = random.chance(0.5) ? random.int(0, LONGEST_DELAY_MS) : 0;
          await stores.queueOf(consumer).add(envelope.type, envelope, {
            jobId: `again-${randomUUID()}`,
            delay,
            removeOnComplete: true,
            attempts: 100,
            backoff: 500,
          });
          sent += 1;
        }
      }
    }
    return sent;
  },
};

const GATHER_MS = 700;
const ATTEMPTS = 3;
const WAITING = 'wait';

/** Stops a queue until some messages wait in it, does something to them, and lets it go on. */
const whileHeld = async (queue: Queue, work: () => Promise<number>): Promise<number> => {
  await queue.pause();
  try {
    await pause(GATHER_MS);
    return await work();
  } finally {
    await queue.resume();
  }
};

const reorderOne = async (
  { redis, queueOf }: Stores,
  name: string,
  shuffle: (ids: string[]) => string[],
): Promise<number> => {
  const queue = queueOf(name);
  const key = queue.toKey(WAITING);
  return whileHeld(queue, async () => {
    const ids = await redis.lrange(key, 0, -1);
    if (ids.length < 2) return 0;
    // What came in meanwhile stays: only those that were seen are taken out and put back.
    const change = redis.multi();
    for (const id of ids) change.lrem(key, 1, id);
    change.rpush(key, ...shuffle(ids));
    await change.exec();
    return ids.length;
  });
};

/** Messages that wait are held back for a moment and handed out in another order. */
export const reorderMessages: Disturbance = {
  name: 'messages held back and reordered',
  carryOut: async ({ stores, random }) => {
    let reordered = 0;
    for (let attempt = 0; attempt < ATTEMPTS && reordered === 0; attempt += 1) {
      for (const name of ['order', 'inventory', 'notification'])
        reordered += await reorderOne(stores, name, (ids) => random.shuffle(ids));
    }
    return reordered;
  },
};

// Only what the saga asks for can be asked for again; an answer or a fact comes again from its outbox alone.
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  inventory: ['ReserveStock', 'CommitStock', 'ReleaseStock'],
  order: ['AuthorizePayment', 'CapturePayment', 'VoidPayment'],
};

const loseIn = (stores: Stores, name: string): Promise<number> =>
  whileHeld(stores.queueOf(name), async () => {
    const waiting = await stores.queueOf(name).getWaiting();
    const lost = waiting.filter((job) => COMMANDS[name]?.includes(job.name));
    // A worker may have been quicker with one or the other.
    const removed = await Promise.allSettled(lost.map((job) => job.remove()));
    return removed.filter(({ status }) => status === 'fulfilled').length;
  });

/** Commands vanish from a queue, which only the watchdog can notice. */
export const loseCommands: Disturbance = {
  name: 'commands lost from the queues',
  carryOut: async ({ stores }) => {
    let lost = 0;
    for (let attempt = 0; attempt < ATTEMPTS && lost === 0; attempt += 1) {
      for (const name of Object.keys(COMMANDS)) lost += await loseIn(stores, name);
    }
    return lost;
  },
};
