import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Platform } from './platform.ts';

export type Rows = <Row = Record<string, unknown>>(
  database: string,
  sql: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

/** The stores behind the platform, read and disturbed without any wire in between. */
export interface Stores {
  readonly rows: Rows;
  readonly redis: Redis;
  queueOf(subgraph: string): Queue;
  close(): Promise<void>;
}

/** Opens connections of our own: databases are reached anew at every question, since they are being restarted, too. */
export const openStores = ({ servers, subgraphs }: Pick<Platform, 'servers' | 'subgraphs'>): Stores => {
  const redis = new Redis(servers.redisUrl, { maxRetriesPerRequest: null });
  // It is killed and emptied on purpose: what is asked of it meanwhile waits.
  redis.on('error', () => undefined);
  const openQueue = (name: string): Queue => {
    const queue = new Queue(name, { connection: redis, prefix: `{cardstock-${name}}`, skipVersionCheck: true });
    queue.on('error', () => undefined);
    return queue;
  };
  const queues = new Map(subgraphs.map((name) => [name as string, openQueue(name)]));
  return {
    redis,
    queueOf: (subgraph) => {
      const queue = queues.get(subgraph);
      if (!queue) throw new Error(`there is no queue of ${subgraph}`);
      return queue;
    },
    rows: async <Row>(database: string, sql: string, values: readonly unknown[] = []) => {
      const client = new pg.Client({ connectionString: servers.databaseUrl(database), application_name: 'faults' });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(sql, [...values])).rows as Row[];
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      redis.disconnect();
    },
  };
};
