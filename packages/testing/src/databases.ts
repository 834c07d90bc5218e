import { Redis } from 'ioredis';
import pg from 'pg';
import { eventually } from './eventually.ts';

const urlIn = (variable: 'TEST_POSTGRES_URL' | 'TEST_REDIS_URL', fallback: string): string =>
  process.env[variable] ?? fallback;

const onServer = async (statement: string): Promise<void> => {
  const client = new pg.Client({
    connectionString: urlIn('TEST_POSTGRES_URL', 'postgresql://postgres@127.0.0.1:5432/postgres'),
  });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

const LEAVE_WITHIN_MS = 1_000;

/** A connection that is just being closed would be cut off by the drop, and tell of it as an error that nobody awaits. */
const everybodyLeft = (name: string): Promise<void> =>
  eventually(
    () =>
      onServer(
        `do $$ begin assert not exists (select from pg_stat_activity where datname = '${name}'), 'still in use'; end $$`,
      ),
    { withinMs: LEAVE_WITHIN_MS },
  ).catch(() => undefined);

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, ending whatever is still connected to it. */
  drop(): Promise<void>;
}

let count = 0;

/** An empty PostgreSQL database of this test's own. */
export const freshDatabase = async (): Promise<TestDatabase> => {
  count += 1;
  const name = `test_${process.pid}_${Date.now().toString(36)}_${count}`;
  await onServer(`create database ${name}`);
  const url = new URL(urlIn('TEST_POSTGRES_URL', 'postgresql://postgres@127.0.0.1:5432/postgres'));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await everybodyLeft(name);
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
};

const DATABASES_OF_REDIS = 15;

/** An emptied Redis database that no other test worker uses at the same time. */
export const freshRedisUrl = async (): Promise<string> => {
  const url = new URL(urlIn('TEST_REDIS_URL', 'redis://127.0.0.1:6379'));
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  url.pathname = `/${1 + (worker % DATABASES_OF_REDIS)}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
};
