import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fleshAndBlood, openStores, runImport } from '@cardstock/catalog';
import { startMongo } from '@cardstock/local/mongo';
import { freePort } from '@cardstock/local/ports';
import { startPostgres } from '@cardstock/local/postgres';
import { startRedis } from '@cardstock/local/redis';
import { INTERNAL_HEADER, makeLog } from '@cardstock/service';
import { eventually, makeDataFolder, removeDataFolder, testKeys } from '@cardstock/testing';
import { Pool } from 'undici';
import type { SearchQuery } from './queries.ts';

export interface BenchCatalog {
  readonly databaseUrl: string;
  /** Sends one search and throws where it is answered with an error. */
  ask(query: SearchQuery): Promise<void>;
  stop(): Promise<void>;
}

const SEARCH = `query ($query: String, $filter: ProductFilter, $sort: ProductSort) {
  products(query: $query, filter: $filter, sort: $sort, first: 20) {
    totalCount facets { field buckets { value count } } nodes { id slug name set number rarity imageUrl } } }`;
const TOKEN_FOR_MS = 10_000;
const READY_WITHIN_MS = 60_000;

const silent = (): void => undefined;

const startStores = async (folder: string) => {
  await mkdir(join(folder, 'mongo'));
  const [postgres, mongo, redis] = await Promise.all([
    startPostgres({
      dataFolder: join(folder, 'postgres'),
      port: await freePort(),
      databases: ['catalog'],
      log: silent,
    }),
    startMongo({ dataFolder: join(folder, 'mongo'), port: 0, log: silent }),
    startRedis({ dataFolder: join(folder, 'redis'), port: await freePort(), log: silent }),
  ]);
  const environment = {
    DATABASE_URL: postgres.url('catalog'),
    MONGODB_URL: `${mongo.url}/cardstock_catalog`,
    REDIS_URL: redis.url,
  };
  return { environment, stop: () => Promise.all([postgres.stop(), mongo.stop(), redis.stop()]) };
};

const importAll = async (environment: { DATABASE_URL: string; MONGODB_URL: string }): Promise<void> => {
  const stores = await openStores(environment, makeLog({ name: 'bench', level: 'silent', pretty: false }));
  await runImport({ source: fleshAndBlood, stores });
  await stores.close();
};

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
};

/** The catalog subgraph as a process of its own, with the whole data set in stores of its own. */
export const startCatalogForBench = async (): Promise<BenchCatalog> => {
  const folder = await makeDataFolder('cardstock-bench-search-');
  const [stores, keys, port] = await Promise.all([startStores(folder), testKeys(), freePort()]);
  process.stdout.write('Importing the catalogue …\n');
  await importAll(stores.environment);
  const env = {
    ...process.env,
    ...stores.environment,
    ...keys.environmentOf('catalog'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  const program = join(import.meta.dirname, '../../subgraphs/catalog/dist/main.js');
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const tokens = await keys.tokensOf('gateway');
  let token = { text: '', until: 0 };
  const freshToken = async (): Promise<string> => {
    if (token.until < Date.now()) {
      token = { text: await tokens.sign({ kind: 'anonymous' }), until: Date.now() + TOKEN_FOR_MS };
    }
    return token.text;
  };
  const ask = async (variables: SearchQuery): Promise<void> => {
    const { body, statusCode } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', [INTERNAL_HEADER]: await freshToken() },
      body: JSON.stringify({ query: SEARCH, variables }),
    });
    const text = await body.text();
    if (statusCode !== 200 || !text.startsWith('{"data":{'))
      throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
  };
  await eventually(() => ask({}), { withinMs: READY_WITHIN_MS });
  return {
    databaseUrl: stores.environment.DATABASE_URL,
    ask,
    stop: async () => {
      await pool.close();
      await stopChild(child);
      await Promise.all([stores.stop(), keys.remove()]);
      await removeDataFolder(folder);
    },
  };
};
