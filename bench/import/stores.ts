import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { startPostgres } from '@cardstock/local/postgres';
import { startRedis } from '@cardstock/local/redis';
import { makeDataFolder, removeDataFolder } from '@cardstock/testing';

export interface BenchStores {
  /** What the commands of import and export read. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const startMongo = async (dataFolder: string): Promise<{ child: ChildProcess; url: string }> => {
  await mkdir(dataFolder);
  const env = { ...process.env, MONGO_PORT: '0', MONGO_DATA_DIR: dataFolder };
  const child = fork('packages/local/dist/mongo/main.js', { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { child, url };
};

/** An empty catalogue: the embedded stores, each a process of its own as beside `npm start`. */
export const startStores = async (): Promise<BenchStores> => {
  const folder = await makeDataFolder('cardstock-bench-import-');
  const dataFolder = join(folder, 'postgres');
  const [postgres, mongo, redis] = await Promise.all([
    startPostgres({ dataFolder, port: await freePort(), databases: ['catalog'], log: () => undefined }),
    startMongo(join(folder, 'mongo')),
    startRedis({ dataFolder: join(folder, 'redis'), port: await freePort(), log: () => undefined }),
  ]);
  return {
    environment: {
      DATABASE_URL: postgres.url('catalog'),
      MONGODB_URL: `${mongo.url}/cardstock_catalog`,
      REDIS_URL: redis.url,
    },
    stop: async () => {
      const ended = once(mongo.child, 'exit');
      mongo.child.kill('SIGTERM');
      await Promise.all([ended, postgres.stop(), redis.stop()]);
      await removeDataFolder(folder);
    },
  };
};
