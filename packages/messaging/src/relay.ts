import { type Domain, type Envelope, receiversOf, type Subscriber } from '@cardstock/contracts';
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { listen } from './listener.ts';
import { startLoop } from './loop.ts';
import type { MessagingMetrics } from './metrics.ts';
import { connectProducer, openQueue } from './queues.ts';
import { makeResend } from './resend.ts';
import type { InTransaction, Sql } from './sql.ts';

const BATCH = 200;
const POLL_MS = 1_000;
const KEEP = '7 days';
const KEEP_SEEN = '30 days';
const WAIT_FOR_REDIS_MS = 100;
const PURGE_EVERY_MS = 60_000;

interface RelayOptions {
  readonly domain: Domain;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly inTransaction: InTransaction;
  readonly log: Logger;
  readonly metrics: MessagingMetrics;
}

interface Waiting {
  readonly position: string;
  readonly envelope: Envelope;
}

const claimBatch = (sql: Sql): Promise<Waiting[]> =>
  sql<Waiting>(
    `select position::text, envelope from outbox_message where published_at is null
     order by outbox_message.position limit ${BATCH} for update skip locked`,
  );

const publish = async (queueOf: (consumer: Subscriber) => Queue, envelopes: readonly Envelope[]): Promise<void> => {
  const byConsumer = new Map<Subscriber, Envelope[]>();
  for (const envelope of envelopes) {
    for (const consumer of receiversOf(envelope)) {
      byConsumer.set(consumer, [...(byConsumer.get(consumer) ?? []), envelope]);
    }
  }
  for (const [consumer, batch] of byConsumer) {
    await queueOf(consumer).addBulk(batch.map((data) => ({ name: data.type, data, opts: { jobId: data.id } })));
  }
};

const MARK = 'update outbox_message set published_at = now() where position = any($1::bigint[])';

const PURGE_PAGE = 1_000;
const PURGE_OUTBOX = `
  delete from outbox_message where position in
    (select position from outbox_message where published_at < now() - interval '${KEEP}' order by published_at limit ${PURGE_PAGE})
  returning 1`;
// Kept for much longer than an outbox could send its messages again.
const PURGE_INBOX = `
  delete from inbox_message where message_id in
    (select message_id from inbox_message where received_at < now() - interval '${KEEP_SEEN}' order by received_at limit ${PURGE_PAGE})
  returning 1`;

/** Forgets a page of what is old; true where there may be more. */
const purge = async (sql: Sql): Promise<boolean> => {
  const gone = [await sql(PURGE_OUTBOX), await sql(PURGE_INBOX)];
  return gone.some(({ length }) => length === PURGE_PAGE);
};

/** Sends what waits in the outbox: woken by NOTIFY, by a poll otherwise. Any number of relays may run side by side. */
export const startRelay = (options: RelayOptions): { stop(): Promise<void> } => {
  const { databaseUrl, redisUrl, inTransaction, log, metrics, domain } = options;
  const redis = connectProducer(redisUrl);
  redis.on('error', (err) => log.debug({ err }, 'the relay has no Redis'));
  redis.on('close', () => log.warn('Redis is away: messages wait in the outbox'));
  const resendWhatRedisLost = makeResend(redis, options);
  const queues = new Map<Subscriber, Queue>();
  const queueOf = (consumer: Subscriber): Queue => {
    const known = queues.get(consumer);
    if (known) return known;
    const queue = openQueue(consumer, redis);
    queue.on('error', (err) => log.debug({ err }, 'a queue is out of reach'));
    queues.set(consumer, queue);
    return queue;
  };
  const sendBatch = (): Promise<number> =>
    inTransaction(async (sql, write = sql) => {
      const rows = await claimBatch(sql);
      if (rows.length === 0) return 0;
      await publish(
        queueOf,
        rows.map(({ envelope }) => envelope),
      );
      await write(MARK, [rows.map(({ position }) => position)]);
      return rows.length;
    });
  let purgeAt = 0;
  const round = async (): Promise<number> => {
    if (redis.status !== 'ready') return WAIT_FOR_REDIS_MS;
    await resendWhatRedisLost();
    const sent = await sendBatch();
    metrics.published.inc(sent);
    if (sent === 0 && Date.now() > purgeAt) {
      const isMoreToPurge = await inTransaction(purge);
      purgeAt = isMoreToPurge ? 0 : Date.now() + PURGE_EVERY_MS;
    }
    return sent === BATCH ? 0 : POLL_MS;
  };
  const loop = startLoop({ name: `relay of ${domain}`, round, log });
  const listener = listen(databaseUrl, 'outbox', loop.wake, log);
  return {
    stop: async () => {
      await listener.stop();
      await loop.stop();
      redis.removeAllListeners('close');
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      redis.disconnect();
    },
  };
};
