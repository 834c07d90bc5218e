import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo } from '@cardstock/local/mongo';
import type { Sql } from '@cardstock/messaging';
import { makeTransact, type Orm, openDatabase, sqlOf, type Transact } from '@cardstock/service';
import { freshDatabase, testTools } from '@cardstock/testing';
import { MongoClient } from 'mongodb';
import type { CatalogSource, ImportStores, SourceProduct } from '../src/index.ts';
import { fleshAndBlood, openStores } from '../src/index.ts';
import { type Mongo, openMongo } from '../src/persistence/mongo/mongo.ts';

export interface TestMongo {
  readonly url: string;
  drop(): Promise<void>;
}

const onServer = async (serverUrl: string): Promise<TestMongo> => {
  const url = new URL(serverUrl);
  url.pathname = `/test_${process.pid}_${Date.now().toString(36)}`;
  const drop = async (): Promise<void> => {
    const client = await new MongoClient(url.href).connect();
    await client.db().dropDatabase();
    await client.close();
  };
  return { url: url.href, drop };
};

/** An empty MongoDB: a database of the server that TEST_MONGODB_URL names, or the embedded server. */
export const freshMongo = async (): Promise<TestMongo> => {
  const given = process.env['TEST_MONGODB_URL'];
  if (given) return onServer(given);
  const dataFolder = await mkdtemp(join(tmpdir(), 'cardstock-mongo-'));
  const mongo = await startMongo({ port: 0, dataFolder, log: () => {} });
  return {
    url: `${mongo.url}/cardstock_catalog`,
    drop: async () => {
      await mongo.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
};

export interface TestStores extends ImportStores {
  readonly mongo: Mongo;
  readonly mongodbUrl: string;
  readonly databaseUrl: string;
  readonly sql: Sql;
  readonly transact: Transact;
  drop(): Promise<void>;
}

const openTestDatabase = (url: string): Promise<Orm> =>
  openDatabase({ url, entities: [], migrations: [], log: testTools('test').log });

/** Both stores of the catalogue, empty. With a Redis, its imports tell the caches of services there. */
export const freshStores = async (redisUrl?: string): Promise<TestStores> => {
  const [mongoServer, database] = await Promise.all([freshMongo(), freshDatabase()]);
  const config = { MONGODB_URL: mongoServer.url, DATABASE_URL: database.url, REDIS_URL: redisUrl };
  const stores = await openStores(config, testTools('catalog-import').log);
  const [orm, mongo] = await Promise.all([openTestDatabase(database.url), openMongo(mongoServer.url)]);
  return {
    ...stores,
    mongo,
    mongodbUrl: mongoServer.url,
    databaseUrl: database.url,
    sql: sqlOf(orm.em.fork()),
    transact: makeTransact(orm, 'catalog'),
    drop: async () => {
      await Promise.all([stores.close(), orm.close(), mongo.close()]);
      await Promise.all([mongoServer.drop(), database.drop()]);
    },
  };
};

/** A source of products that a test made up. */
export const aSource = (products: readonly SourceProduct[], version = '1'): CatalogSource => ({
  name: 'test',
  version: async () => version,
  load: async () => [...products],
});

/** All printings of the first cards of the real data set. */
export const aSlice = async (products: number): Promise<SourceProduct[]> =>
  (await fleshAndBlood.load()).slice(0, products);
