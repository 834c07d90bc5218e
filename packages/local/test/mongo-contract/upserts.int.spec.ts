import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

interface Item extends Document {
  readonly _id: string;
  readonly version?: number;
}

let mongo: TestMongo;
let items: Collection<Item>;
beforeAll(async () => {
  mongo = await startTestMongo('upserts');
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await mongo.db.dropDatabase();
  items = mongo.db.collection<Item>('item');
});
const upsert = { upsert: true } as const;

describe('an upsert', () => {
  it('takes from the filter what that says is equal, and no other condition', async () => {
    const filter = {
      _id: 'a',
      version: { $gt: 3 },
      $and: [{ group: 'g' }, { place: { $eq: 'p' } }],
      kind: { $ne: 'k' },
    };
    await items.updateOne(filter, { $set: { seen: true } }, upsert);
    expect(await items.findOne({ _id: 'a' })).toEqual({ _id: 'a', group: 'g', place: 'p', seen: true });
    await items.updateOne({ _id: 'b', 'nested.field': 1 }, { $set: { 'nested.other': 2 } }, upsert);
    expect(await items.findOne({ _id: 'b' })).toEqual({ _id: 'b', nested: { field: 1, other: 2 } });
  });

  it('of a replacement takes the id only', async () => {
    await items.replaceOne({ _id: 'a', group: 'g' }, { version: 1 }, upsert);
    expect(await items.findOne({ _id: 'a' })).toEqual({ _id: 'a', version: 1 });
  });

  it('whose filter leaves out the one with its id meets that one as a duplicate key', async () => {
    const replaceOlder = (version: number) =>
      items.replaceOne(
        { _id: 'a', $or: [{ version: { $lt: version } }, { fold: { $ne: 1 } }] },
        { version, fold: 1 },
        upsert,
      );
    expect(await replaceOlder(2)).toMatchObject({ upsertedCount: 1, matchedCount: 0, modifiedCount: 0 });
    expect(await replaceOlder(3)).toMatchObject({ upsertedCount: 0, matchedCount: 1, modifiedCount: 1 });
    await expect(replaceOlder(3)).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'a' },
    });
    expect(await items.findOne({ _id: 'a' })).toEqual({ _id: 'a', version: 3, fold: 1 });
  });

  it('in a bulk tells which operations made a document, and with which id', async () => {
    await items.insertOne({ _id: 'b', version: 1 });
    const outcome = await items.bulkWrite(
      ['a', 'b', 'c'].map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { version: 1 } }, ...upsert } })),
    );
    expect(outcome).toMatchObject({
      upsertedCount: 2,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedIds: { 0: 'a', 2: 'c' },
    });
    expect((await items.find().sort({ _id: 1 }).toArray()).map(({ version }) => version)).toEqual([1, 2, 1]);
  });

  it('by many at once counts every one of them', async () => {
    const counted = await Promise.all(
      Array.from({ length: 20 }, () =>
        items.findOneAndUpdate({ _id: 'counter' }, { $inc: { version: 5 } }, { ...upsert, returnDocument: 'after' }),
      ),
    );
    const values = counted.map((document) => document?.version ?? 0).sort((one, other) => one - other);
    expect(values).toEqual(Array.from({ length: 20 }, (_, place) => (place + 1) * 5));
  });

  it('that inserts by itself is told from one that finds', async () => {
    const options = { ...upsert, includeResultMetadata: true } as const;
    expect(await items.findOneAndUpdate({ _id: 'a' }, { $set: { version: 1 } }, options)).toMatchObject({
      ok: 1,
      value: null,
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 'a' },
    });
    expect(await items.findOneAndUpdate({ _id: 'a' }, { $set: { version: 2 } }, options)).toMatchObject({
      value: { _id: 'a', version: 1 },
      lastErrorObject: { n: 1, updatedExisting: true },
    });
  });

  it('never makes a document that breaks a unique key', async () => {
    await items.createIndex({ sku: 1 }, { unique: true });
    await items.insertOne({ _id: 'a', sku: 'x' });
    await expect(items.updateOne({ _id: 'b' }, { $set: { sku: 'x' } }, upsert)).rejects.toMatchObject({
      code: 11000,
      keyValue: { sku: 'x' },
    });
    expect(await items.countDocuments()).toBe(1);
  });
});

describe('compare and swap', () => {
  it('replaces the version that was seen, and no other', async () => {
    await items.insertOne({ _id: 'tree', version: 1 });
    const swap = (seen: number) =>
      items.replaceOne({ _id: 'tree', version: seen }, { version: seen + 1, value: { version: seen + 1 } });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => swap(1)));
    expect(outcomes.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
    expect(await swap(1)).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 0 });
    expect(await items.findOne({ _id: 'tree' })).toEqual({ _id: 'tree', version: 2, value: { version: 2 } });
  });
});
