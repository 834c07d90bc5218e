import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { PROJECT } from '../project.ts';
import type { Platform } from './platform.ts';
import { SUBGRAPHS } from './services.ts';

/** Imports the card catalogue, showing its progress; when it is there already, this takes a moment only. */
export const importCatalogue = async (platform: Platform, signal: AbortSignal): Promise<void> => {
  const env = platform.environmentOf('catalog');
  const child = spawn(process.execPath, ['--enable-source-maps', 'subgraphs/catalog/dist/import.main.js'], {
    cwd: PROJECT,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  if (!signal.aborted && code !== 0)
    throw new Error('The import of the card catalogue failed: see its message above. Starting again resumes it.');
};

const waitingOutbox = async (databaseUrl: string): Promise<number> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ waiting: number }>(
      'select count(*)::int as waiting from outbox_message where published_at is null',
    );
    return rows[0]?.waiting ?? 0;
  } finally {
    await client.end();
  }
};

/** How many messages are on their way between the domains: waiting in an outbox, or in a queue. */
export const messagesUnderWay = async ({ backing }: Pick<Platform, 'backing'>): Promise<number> => {
  const connection = new Redis(backing.redisUrl, { maxRetriesPerRequest: 1 });
  try {
    const waiting = await Promise.all(SUBGRAPHS.map((name) => waitingOutbox(backing.databaseUrl(name))));
    const queued = await Promise.all(
      SUBGRAPHS.map((name) =>
        new Queue(name, { connection, prefix: `{cardstock-${name}}`, skipVersionCheck: true }).getJobCountByTypes(
          'waiting',
          'active',
          'delayed',
          'prioritized',
        ),
      ),
    );
    return [...waiting, ...queued].reduce((sum, count) => sum + count, 0);
  } finally {
    connection.disconnect();
  }
};

const POLL_MS = 100;

/** Waits until every domain has heard what the others told it. */
export const drain = async (platform: Pick<Platform, 'backing'>, signal?: AbortSignal): Promise<void> => {
  while (!signal?.aborted && (await messagesUnderWay(platform)) > 0) await pause(POLL_MS);
};
