import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { startMongo } from '../../src/mongo/index.ts';

export interface TestMongo {
  readonly client: MongoClient;
  readonly db: Db;
  stop(): Promise<void>;
}

/** Prints which server the whole folder is run against: one that nobody named is not held to the contract. */
export const sayWhichServer = (): void => {
  const given = process.env['MONGODB_URL'];
  const held = given
    ? `the server at ${new URL(given).host} is held to it`
    : 'MONGODB_URL is not set, so only the embedded server is held to it, not a real one';
  process.stderr.write(`MongoDB's contract: ${held}.\n`);
};

const startOwn = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-mongo-'));
  const server = await startMongo({ port: 0, dataFolder: folder, log: () => undefined });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
};

/**
 * A database to hold to MongoDB's contract: on the server that MONGODB_URL names (7.0 or later, empty databases are made
 * and dropped there), or on the embedded one. Every file in this folder runs against either.
 */
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
