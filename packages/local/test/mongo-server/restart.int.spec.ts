import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import type { RunningMongo } from '../../src/mongo/index.ts';
import { aServerFolder, numbered, ours, type ServerFolder } from './own-server.ts';

let place: ServerFolder;
let server: RunningMongo;
let client: MongoClient;
let notes: Collection<Document>;
beforeEach(async () => {
  place = aServerFolder();
  server = await place.start();
  client = await new MongoClient(server.url, { serverSelectionTimeoutMS: 5_000 }).connect();
  notes = client.db('shop').collection('note');
  await notes.insertMany(numbered(1, 2, 3, 4, 5, 6) as never[]);
});
afterEach(async () => {
  await client.close();
  await server.stop();
  place.remove();
});

const restart = async (): Promise<void> => {
  await server.stop();
  server = await place.start(server.port);
};

ours('a client of a server that was restarted', () => {
  it('goes on reading and writing with the connections that it had', async () => {
    await restart();
    expect(await notes.countDocuments()).toBe(6);
    await notes.insertOne({ _id: 7 as never });
    expect(await notes.findOne({ _id: 7 as never })).toEqual({ _id: 7 });
  });

  it('is told that its open cursor is gone, and may read anew', async () => {
    const cursor = notes.find({}, { batchSize: 2, sort: { _id: 1 } });
    expect([await cursor.next(), await cursor.next()]).toMatchObject([{ _id: 1 }, { _id: 2 }]);
    await restart();
    await expect(cursor.toArray()).rejects.toThrow(/cursor id \d+ not found|connection|ECONN/i);
    expect(await notes.find().toArray()).toHaveLength(6);
  });

  it('never gets the documents of another cursor for the one that it had', async () => {
    const before = notes.find({ _id: { $gt: 0 as never } }, { batchSize: 1, sort: { _id: 1 } });
    await before.next();
    await restart();
    const after = notes.find({}, { batchSize: 1, sort: { _id: -1 } });
    await after.next();
    await expect(before.toArray()).rejects.toThrow(/cursor id \d+ not found|connection|ECONN/i);
    expect(await after.toArray()).toHaveLength(5);
  });
});
