import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Document, Long, MongoBulkWriteError, MongoServerError, ObjectId } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

type Id = string | number | Long | RegExp | ObjectId | readonly number[] | { readonly a: number; readonly b: number };

interface Item extends Document {
  readonly _id: Id;
  readonly sku?: string;
}

let mongo: TestMongo;
let items: Collection<Item>;
beforeAll(async () => {
  mongo = await startTestMongo('duplicate_keys');
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await mongo.db.dropDatabase();
  items = mongo.db.collection<Item>('item');
  await items.createIndex({ sku: 1, 'place.row': 1 }, { unique: true, name: 'one_per_place' });
});

const errorOf = (work: Promise<unknown>): Promise<unknown> => work.catch((err: unknown) => err);
const namespace = () => items.namespace;

describe('a key that is taken', () => {
  it('is named with its index and its value, by every way of writing', async () => {
    await items.insertMany([
      { _id: 'a', sku: 'x', place: { row: 1 } },
      { _id: 'b', sku: 'y', place: { row: 1 } },
    ]);
    const taken = { sku: 'x', 'place.row': 1 };
    const shape = {
      code: 11000,
      keyPattern: { sku: 1, 'place.row': 1 },
      keyValue: taken,
      message: expect.stringContaining(
        `E11000 duplicate key error collection: ${namespace()} index: one_per_place dup key: {`,
      ),
    };
    const inserted = await errorOf(items.insertOne({ _id: 'c', sku: 'x', place: { row: 1 } }));
    expect(inserted).toBeInstanceOf(MongoServerError);
    expect(inserted).toMatchObject(shape);
    expect(await errorOf(items.updateOne({ _id: 'b' }, { $set: { sku: 'x' } }))).toMatchObject(shape);
    expect(await errorOf(items.replaceOne({ _id: 'b' }, { sku: 'x', place: { row: 1 } }))).toMatchObject(shape);
    expect(await errorOf(items.findOneAndUpdate({ _id: 'b' }, { $set: { sku: 'x' } }))).toMatchObject({
      ...shape,
      codeName: 'DuplicateKey',
    });
    expect(await items.countDocuments({ sku: 'y' })).toBe(1);
  });

  it('is named with the place of the document in a bulk', async () => {
    await items.insertOne({ _id: 1 });
    const err = await errorOf(
      items.insertMany(
        [
          { _id: 2, sku: '2' },
          { _id: 1, sku: '1' },
          { _id: 2, sku: '3' },
          { _id: 4, sku: '4' },
        ],
        { ordered: false },
      ),
    );
    expect(err).toBeInstanceOf(MongoBulkWriteError);
    const { writeErrors, result, insertedCount } = err as MongoBulkWriteError;
    expect([writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([
      [1, 11000],
      [2, 11000],
    ]);
    expect([writeErrors].flat()[0]?.errmsg).toContain('index: _id_ dup key: { _id: 1 }');
    expect([insertedCount, result.insertedCount]).toEqual([2, 2]);
    expect((await items.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 4]);
  });

  it('is one number, whatever its type, and null where the field is missing', async () => {
    await items.insertOne({ _id: 1, sku: 'n' });
    for (const _id of [1, Long.fromNumber(1)])
      expect(await errorOf(items.insertOne({ _id }))).toMatchObject({ code: 11000 });
    await items.insertOne({ _id: '1', sku: 'text' });
    expect(await errorOf(items.insertOne({ _id: 2, sku: 'n', place: { row: null } }))).toMatchObject({
      code: 11000,
      keyValue: { sku: 'n', 'place.row': null },
    });
  });

  it('stops an update of many where it is met, and what was changed before stays', async () => {
    const unique = mongo.db.collection<{ _id: number; group: string }>('unique');
    await unique.createIndex({ group: 1 }, { unique: true });
    await unique.insertMany([
      { _id: 1, group: 'a' },
      { _id: 2, group: 'b' },
    ]);
    expect(await errorOf(unique.updateMany({}, { $set: { group: 'c' } }))).toMatchObject({ code: 11000 });
    expect(await unique.countDocuments({ group: 'c' })).toBe(1);
  });

  it('may be taken again once it is given up', async () => {
    await items.insertMany([{ _id: 1, sku: 'free' }]);
    await items.updateOne({ _id: 1 }, { $set: { sku: 'other' } });
    await items.insertOne({ _id: 2, sku: 'free' });
    await items.deleteOne({ _id: 2 });
    await items.insertOne({ _id: 3, sku: 'free' });
    expect(await items.countDocuments()).toBe(2);
  });
});

describe('an id', () => {
  it.each([
    ['a list', [1]],
    ['a pattern', /x/],
  ])('is never %s', async (_name, _id) => {
    expect(await errorOf(items.insertOne({ _id }))).toMatchObject({ code: 53 });
  });

  it('may be a document, compared with its fields in their order', async () => {
    await items.insertOne({ _id: { a: 1, b: 2 }, sku: '1' });
    await items.insertOne({ _id: { b: 2, a: 1 }, sku: '2' });
    expect(await errorOf(items.insertOne({ _id: { a: 1, b: 2 } }))).toMatchObject({ code: 11000 });
    expect(await items.findOne({ _id: { b: 2, a: 1 } })).toMatchObject({ sku: '2' });
  });

  it('comes first in what is stored, wherever it was given, and is made where it is missing', async () => {
    await items.insertOne({ sku: 'late', _id: 7 });
    expect(Object.keys((await items.findOne({ _id: 7 })) ?? {})).toEqual(['_id', 'sku']);
    await items.replaceOne({ _id: 7 }, { sku: 'later' });
    expect(Object.keys((await items.findOne({ _id: 7 })) ?? {})).toEqual(['_id', 'sku']);
    await items.updateOne({ sku: 'made' }, { $set: { seen: true } }, { upsert: true });
    const made = await items.findOne({ sku: 'made' });
    expect(Object.keys(made ?? {})[0]).toBe('_id');
    expect(made?._id).toBeInstanceOf(ObjectId);
  });
});
