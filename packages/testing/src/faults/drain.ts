import { setTimeout as pause } from 'node:timers/promises';
import type { Stores } from './platform/stores.ts';
import type { ServiceName } from './platform/supervisor.ts';

const POLL_MS = 250;
const TERMINAL = `('COMPLETED', 'REJECTED', 'CANCELLED', 'RETURNED')`;

/** What is still under way, in words; empty where the platform is quiet. */
export type Remains = readonly string[];

const counted = async (stores: Stores, database: string, what: string, sql: string): Promise<string[]> => {
  const [row] = await stores.rows<{ count: number }>(database, sql);
  return row && row.count > 0 ? [`${row.count} ${what} of ${database}`] : [];
};

const inDatabases = async (stores: Stores, databases: readonly ServiceName[]): Promise<string[]> =>
  (
    await Promise.all(
      databases.flatMap((database) => [
        counted(
          stores,
          database,
          'messages in the outbox',
          'select count(*)::int from outbox_message where published_at is null',
        ),
        counted(stores, database, 'due deadlines', 'select count(*)::int from deadline where due_at <= now()'),
      ]),
    )
  ).flat();

const inQueues = async (stores: Stores, subgraphs: readonly ServiceName[]): Promise<string[]> =>
  (
    await Promise.all(
      subgraphs.map(async (name) => {
        const count = await stores.queueOf(name).getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized');
        return count > 0 ? [`${count} messages in the queue of ${name}`] : [];
      }),
    )
  ).flat();

const ofSagas = async (stores: Stores): Promise<string[]> => [
  ...(await counted(
    stores,
    'order',
    'orders without an end',
    `select count(*)::int from order_summary where status not in ${TERMINAL}`,
  )),
  ...(await counted(
    stores,
    'order',
    'sagas without an end',
    `select count(*)::int from saga where status not in ('COMPLETED', 'COMPENSATED') or next_check_at is not null`,
  )),
];

/** Looks once at everything that could still move. */
export const remains = async (stores: Stores, subgraphs: readonly ServiceName[]): Promise<Remains> =>
  (await Promise.all([ofSagas(stores), inDatabases(stores, subgraphs), inQueues(stores, subgraphs)])).flat();

interface Drained {
  readonly remains: Remains;
  /** When every saga had come to its end, and when everything was quiet, in milliseconds since the epoch. */
  readonly sagasEndedAt: number | undefined;
  readonly quietAt: number | undefined;
}

/**
 * Waits until outboxes and queues are empty, no deadline is due and every saga has come to its end, seen twice in a row,
 * since a message may be between an outbox and a queue. Gives up at a moment, saying what remains.
 */
export const drain = async (stores: Stores, subgraphs: readonly ServiceName[], until: number): Promise<Drained> => {
  let sagasEndedAt: number | undefined;
  let quietAt: number | undefined;
  for (;;) {
    const left = await remains(stores, subgraphs);
    const now = Date.now();
    sagasEndedAt = left.some((what) => what.includes('without an end')) ? undefined : (sagasEndedAt ?? now);
    if (left.length === 0 && quietAt !== undefined) return { remains: left, sagasEndedAt, quietAt };
    quietAt = left.length === 0 ? now : undefined;
    if (now > until) return { remains: left, sagasEndedAt, quietAt };
    await pause(POLL_MS);
  }
};
