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

export interface BenchSubgraph {
  /** Sends one search and throws where it is answered with an error. */
  ask(query: SearchQuery): Promise<void>;
  /** Waits until its index has so many products. */
  hasIndexed(products: number): Promise<void>;
  /** CPU time that the process has used. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

export interface BenchCatalog {
  readonly databaseUrl: string;
  readonly indexed: BenchSubgraph;
  /** The same, where PostgreSQL counts. */
  readonly withoutIndex: BenchSubgraph;
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

const PROGRAM = join(import.meta.dirname, '../../subgraphs/catalog/dist/main.js');

/** A subgraph that answers, as a process of its own. */
const startSubgraph = async (env: NodeJS.ProcessEnv, sign: () => Promise<string>): Promise<BenchSubgraph> => {
  const port = await freePort();
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const ask = async (variables: SearchQuery): Promise<void> => {
    const { body, statusCode } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', [INTERNAL_HEADER]: await sign() },
      body: JSON.stringify({ query: SEARCH, variables }),
    });
    const text = await body.text();
    if (statusCode !== 200 || !text.startsWith('{"data":{'))
      throw new Error(`status ${statusCode}: ${text.slice(0, 300)}`);
  };
  await eventually(() => ask({}), { withinMs: READY_WITHIN_MS });
  const metric = async (name: string): Promise<number> => {
    const text = await (await pool.request({ method: 'GET', path: '/metrics' })).body.text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
    return Number(line?.split(' ').at(-1));
  };
  return {
    ask,
    hasIndexed: (products) =>
      eventually(
        async () => {
          const indexed = await metric('catalog_search_index_products');
          if (indexed !== products) throw new Error(`${indexed} of ${products} products are indexed`);
        },
        { withinMs: READY_WITHIN_MS },
      ),
    cpuSeconds: () => metric('process_cpu_seconds_total'),
    stop: async () => {
      await pool.close();
      await stopChild(child);
    },
  };
};

/** The catalog subgraph twice, with the whole data set in stores of its own: as it is, and without its index. */
export const startCatalogForBench = async (): Promise<BenchCatalog> => {
  const folder = await makeDataFolder('cardstock-bench-search-');
  const [stores, keys] = await Promise.all([startStores(folder), testKeys()]);
  process.stdout.write('Importing the catalogue …\n');
  await importAll(stores.environment);
  const tokens = await keys.tokensOf('gateway');
  let token = { text: '', until: 0 };
  const freshToken = async (): Promise<string> => {
    if (token.until < Date.now()) {
      token = { text: await tokens.sign({ kind: 'anonymous' }), until: Date.now() + TOKEN_FOR_MS };
    }
    return token.text;
  };
  const env = { ...stores.environment, ...keys.environmentOf('catalog') };
  const indexed = await startSubgraph(env, freshToken);
  const withoutIndex = await startSubgraph({ ...env, SEARCH_INDEX_MAX_PRODUCTS: '0' }, freshToken);
  return {
    databaseUrl: stores.environment.DATABASE_URL,
    indexed,
    withoutIndex,
    stop: async () => {
      await Promise.all([indexed.stop(), withoutIndex.stop()]);
      await Promise.all([stores.stop(), keys.remove()]);
      await removeDataFolder(folder);
    },
  };
};
