import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { startPostgres } from '@cardstock/local/postgres';
import { startRedis } from '@cardstock/local/redis';
import { makeDataFolder, removeDataFolder } from './data-folder.ts';

const silent = (): void => undefined;

/**
 * Before the integration tests: one real PostgreSQL and one real Redis for all of them, on free ports, in a temporary
 * folder. TEST_POSTGRES_URL and TEST_REDIS_URL name others instead.
 */
export default async (): Promise<void> => {
  const folder = await makeDataFolder('cardstock-test-');
  const stops: (() => Promise<void>)[] = [() => removeDataFolder(folder)];
  if (!process.env['TEST_POSTGRES_URL']) {
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
    const postgres = await startPostgres({
      dataFolder: join(folder, 'postgres'),
      port: await freePort(),
      databases: [],
      settings,
      log: silent,
    });
    process.env['TEST_POSTGRES_URL'] = postgres.url('postgres');
    stops.unshift(() => postgres.stop());
  }
  if (!process.env['TEST_REDIS_URL']) {
    const redis = await startRedis({ dataFolder: join(folder, 'redis'), port: await freePort(), log: silent });
    process.env['TEST_REDIS_URL'] = redis.url;
    stops.unshift(() => redis.stop());
  }
  Object.assign(globalThis, {
    stopBackingServices: async () => {
      for (const stop of stops) await stop();
    },
  });
};
