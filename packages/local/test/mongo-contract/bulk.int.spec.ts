import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document, MongoBulkWriteError } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let db: Db;
let events: Collection<Document>;

beforeAll(async () => {
  mongo = await startTestMongo('bulk');
  db = mongo.db;
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await db.dropDatabase();
  events = db.collection('event');
});

const stream = (productId: string, versions: number): Document[] =>
  Array.from({ length: versions }, (_, n) => ({ productId, version: n + 1, position: n * 2 }));

describe('bulk writes', () => {
  const operations = () =>
    [
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { seen: true } } } },
      { replaceOne: { filter: { _id: 3 }, replacement: { fresh: true }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ] as never[];

  it('stop at the first error when ordered', async () => {
    const error = await events.bulkWrite(operations()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    expect(error).toMatchObject({
      code: 11000,
      insertedCount: 1,
      writeErrors: [expect.objectContaining({ index: 1 })],
    });
    expect(await events.countDocuments()).toBe(1);
  });

  it('do the rest when unordered', async () => {
    const error = await events.bulkWrite(operations(), { ordered: false }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ insertedCount: 2, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
    expect(await events.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, seen: true },
      { _id: 3, fresh: true },
    ]);
  });

  it('may go unacknowledged', async () => {
    await events.insertOne({ _id: 9 as never }, { writeConcern: { w: 0 } });
    await events.insertMany(stream('p', 1_500));
    expect(await events.estimatedDocumentCount()).toBeGreaterThanOrEqual(1_500);
  });
});

describe('a bulk of every kind of write', () => {
  const everyKind = () =>
    [
      { insertOne: { document: { _id: 1, n: 1 } } },
      { insertOne: { document: { _id: 2, n: 1 } } },
      { updateMany: { filter: { n: 1 }, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { n: 9 } }, upsert: true } },
      { replaceOne: { filter: { _id: 1 }, replacement: { n: 7 } } },
      { deleteMany: { filter: { n: 2 } } },
      { deleteOne: { filter: { _id: 404 } } },
    ] as never[];
  const COUNTS = { insertedCount: 2, matchedCount: 3, modifiedCount: 3, upsertedCount: 1, deletedCount: 1 };

  it.each([true, false])('counts each kind, ordered: %p', async (ordered) => {
    expect(await events.bulkWrite(everyKind(), { ordered })).toMatchObject({
      ...COUNTS,
      insertedIds: { 0: 1, 1: 2 },
      upsertedIds: { 3: 9 },
    });
    expect(await events.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 7 },
      { _id: 9, n: 9 },
    ]);
  });

  it('tells of every failure of an unordered one by its place, and of the first of an ordered one', async () => {
    await events.insertMany([{ _id: 2 }, { _id: 5 }] as never[]);
    const inserts = [1, 2, 3, 5, 6].map((_id) => ({ insertOne: { document: { _id } } })) as never[];
    const placesOf = async (ordered: boolean) => {
      const err = await events.bulkWrite(inserts, { ordered }).catch((caught: unknown) => caught);
      expect(err).toBeInstanceOf(MongoBulkWriteError);
      return [(err as MongoBulkWriteError).writeErrors].flat().map(({ index, code }) => [index, code]);
    };
    expect(await placesOf(false)).toEqual([
      [1, 11000],
      [3, 11000],
    ]);
    await events.deleteMany({ _id: { $in: [1, 3, 6] as never[] } });
    expect(await placesOf(true)).toEqual([[1, 11000]]);
    expect((await events.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 5]);
  });

  it('of more than one message keeps the places of what failed', async () => {
    const documents = Array.from({ length: 40 }, (_, n) => ({ _id: n === 39 ? 0 : n, text: 'x'.repeat(2_000_000) }));
    const err = await events.insertMany(documents as never[], { ordered: false }).catch((caught: unknown) => caught);
    expect([(err as MongoBulkWriteError).writeErrors].flat().map(({ index }) => index)).toEqual([39]);
    expect(await events.countDocuments()).toBe(39);
  });
});
