import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { startMongo } from '../src/mongo/index.ts';

export interface TestMongo {
  readonly client: MongoClient;
  readonly db: Db;
  stop(): Promise<void>;
}

const startOwn = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-mongo-'));
  const server = await startMongo({ port: 0, dataFolder: folder, log: () => undefined });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
};

/** A database on the embedded server; on the one that MONGODB_URL names, to hold a real MongoDB to the same tests. */
export const startTestMongo = async (name: string): Promise<TestMongo> => {
  const given = process.env['MONGODB_URL'];
  const server = given ? { url: given, stop: async () => undefined } : await startOwn();
  const client = await new MongoClient(server.url).connect();
  const db = client.db(`cardstock_test_${process.pid}_${name}`);
  return {
    client,
    db,
    stop: async () => {
      await db.dropDatabase();
      await client.close();
      await server.stop();
    },
  };
};
