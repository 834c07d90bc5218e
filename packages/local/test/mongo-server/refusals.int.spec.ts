import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Collection, type Document, MongoClient, UUID } from 'mongodb';
import { type RunningMongo, startMongo } from '../../src/mongo/index.ts';
import { aServerFolder, ours, type ServerFolder } from './own-server.ts';

let place: ServerFolder;
let server: RunningMongo;
let client: MongoClient;
let notes: Collection<Document>;
let time = 0;
beforeAll(async () => {
  place = aServerFolder();
  // Each look at the clock finds it four milliseconds later.
  server = await startMongo({ port: 0, dataFolder: place.folder, log: place.log, now: () => (time += 4) });
  client = await new MongoClient(server.url).connect();
  notes = client.db('shop').collection('note');
  await notes.insertOne({ _id: 1 as never, n: 1 });
});
afterAll(async () => {
  await client.close();
  await server.stop();
  place.remove();
});

const run = (command: Document) => client.db('shop').command(command);
const NOT_BUILT = { code: 115, codeName: 'CommandNotSupported' };

ours('what a real server would do and this one cannot is refused, never passed over', () => {
  it.each<[string, Document]>([
    ['an order by another alphabet', { find: 'note', filter: {}, collation: { locale: 'de' } }],
    [
      'an update by another alphabet',
      { update: 'note', updates: [{ q: {}, u: { $set: { n: 2 } }, collation: { locale: 'de' } }] },
    ],
    ['a deletion by another alphabet', { delete: 'note', deletes: [{ q: {}, limit: 0, collation: { locale: 'de' } }] }],
    ['variables of a query', { find: 'note', filter: { $expr: { $eq: ['$n', '$$x'] } }, let: { x: 1 } }],
    ['a cursor that waits', { find: 'note', filter: {}, tailable: true }],
    ['bounds of an index', { find: 'note', filter: {}, hint: { _id: 1 }, min: { _id: 1 } }],
    ['an order by place on the disk', { find: 'note', filter: {}, sort: { $natural: -1 } }],
    ['an order by relevance', { find: 'note', filter: {}, sort: { score: { $meta: 'textScore' } } }],
    ['a score', { find: 'note', filter: {}, projection: { score: { $meta: 'textScore' } } }],
    ['kinds of numbers', { find: 'note', filter: { n: { $type: 'int' } } }],
    ['writing the outcome of an aggregation', { aggregate: 'note', pipeline: [{ $out: 'other' }], cursor: {} }],
    [
      'documents that expire',
      { createIndexes: 'note', indexes: [{ key: { n: 1 }, name: 'n', expireAfterSeconds: 60 }] },
    ],
    ['an index that is hidden', { createIndexes: 'note', indexes: [{ key: { n: 1 }, name: 'n', hidden: true }] }],
    ['a view', { create: 'view', viewOn: 'note', pipeline: [] }],
    ['a check of documents', { create: 'checked', validator: { n: { $type: 'number' } } }],
  ])('%s', async (_name, command) => {
    await expect(run(command)).rejects.toMatchObject(NOT_BUILT);
    expect(await notes.find().toArray()).toEqual([{ _id: 1, n: 1 }]);
  });

  it.each<[string, Document, number]>([
    ['a script', { find: 'note', filter: { $where: 'true' } }, 2],
    ['places on the globe', { find: 'note', filter: { at: { $near: [0, 0] } } }, 2],
    ['words', { find: 'note', filter: { $text: { $search: 'x' } } }, 2],
    ['an index of words', { createIndexes: 'note', indexes: [{ key: { text: 'text' }, name: 't' }] }, 67],
    ['another parameter than the one that there is', { setParameter: 1, ttlMonitorEnabled: false }, 72],
  ])('%s', async (_name, command, code) => {
    const database = 'setParameter' in command ? client.db('admin') : client.db('shop');
    await expect(database.command(command)).rejects.toMatchObject({ code });
  });

  it('transactions, and writes that count on being known when they are sent again', async () => {
    await client.withSession(async (session) => {
      session.startTransaction();
      await expect(notes.insertOne({ _id: 2 as never }, { session })).rejects.toThrow(
        'does not support retryable writes',
      );
      await session.abortTransaction();
    });
    const lsid = { id: new UUID() };
    const insert = { insert: 'note', documents: [{ _id: 2 }], lsid, txnNumber: 1n };
    await expect(run(insert)).rejects.toMatchObject({ code: 20, codeName: 'IllegalOperation' });
    expect(await notes.countDocuments()).toBe(1);
  });

  it('a read that took longer than it may; a write that did so is done and says so', async () => {
    await expect(notes.find({}, { maxTimeMS: 3 }).toArray()).rejects.toMatchObject({ code: 50 });
    await expect(notes.countDocuments({}, { maxTimeMS: 3 })).rejects.toMatchObject({ codeName: 'MaxTimeMSExpired' });
    expect(await notes.find({}, { maxTimeMS: 5 }).toArray()).toHaveLength(1);
    expect(await notes.updateOne({ _id: 1 as never }, { $set: { n: 1 } }, { maxTimeMS: 3 })).toMatchObject({
      matchedCount: 1,
    });
  });
});
