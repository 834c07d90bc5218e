import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, Decimal128, type Document, Long, ObjectId, UUID } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let db: Db;
let events: Collection<Document>;

beforeAll(async () => {
  mongo = await startTestMongo('indexes');
  db = mongo.db;
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await db.dropDatabase();
  events = db.collection('event');
});

const stream = (productId: string, versions: number): Document[] =>
  Array.from({ length: versions }, (_, n) => ({ productId, version: n + 1, position: n * 2 }));

describe('unique indexes', () => {
  it('refuse a second document with the same key, and say which', async () => {
    await events.createIndex({ productId: 1, version: 1 }, { unique: true });
    await events.insertMany(stream('p', 2));
    await expect(events.insertOne({ productId: 'p', version: 2 })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { productId: 1, version: 1 },
      keyValue: { productId: 'p', version: 2 },
    });
    await expect(events.updateOne({ version: 1 }, { $set: { version: 2 } })).rejects.toMatchObject({ code: 11000 });
    await expect(
      events.insertOne({ _id: 1 as never }).then(() => events.insertOne({ _id: 1 as never })),
    ).rejects.toMatchObject({ code: 11000 });
    expect(await events.updateOne({ version: 1 }, { $set: { version: 3 } })).toMatchObject({ modifiedCount: 1 });
    await events.insertOne({ productId: 'p', version: 1 });
  });

  it('cannot be built over duplicates', async () => {
    await events.insertMany([{ sku: 'a' }, { sku: 'a' }]);
    await expect(events.createIndex({ sku: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await events.indexes()).toHaveLength(1);
  });

  it('leave out what sparse and partial indexes leave out', async () => {
    await events.createIndex({ email: 1 }, { unique: true, sparse: true });
    await events.createIndex({ slug: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await events.insertMany([{ slug: 'x' }, { slug: 'x' }, { slug: 'x', live: true, email: 'e' }]);
    await expect(events.insertOne({ slug: 'x', live: true })).rejects.toMatchObject({ code: 11000 });
    await expect(events.insertOne({ email: 'e' })).rejects.toMatchObject({ code: 11000 });
    expect(await events.countDocuments({ slug: 'x' })).toBe(3);
    expect(await events.countDocuments({ email: null })).toBe(2);
    expect(await events.find().sort({ email: 1 }).toArray()).toHaveLength(3);
  });

  it('hold each element of an array', async () => {
    await events.createIndex({ 'variants.sku': 1 }, { unique: true });
    await events.insertMany([{ variants: [{ sku: 'a' }, { sku: 'b' }] }, { variants: [{ sku: 'c' }] }]);
    await expect(events.insertOne({ variants: [{ sku: 'd' }, { sku: 'b' }] })).rejects.toMatchObject({ code: 11000 });
    expect(await events.find({ 'variants.sku': { $in: ['a', 'b'] } }).toArray()).toHaveLength(1);
    expect(await events.countDocuments({ 'variants.sku': { $gt: 'b', $lt: 'b' } })).toBe(0);
    expect(await events.countDocuments({ 'variants.sku': { $gte: 'b', $lt: 'b' } })).toBe(1);
  });
});

describe('indexed reads', () => {
  it('give ranges in order, from both ends', async () => {
    await events.createIndex({ position: 1 });
    await events.createIndex({ productId: 1, version: -1 });
    await events.insertMany([
      ...stream('p', 1_200),
      ...stream('q', 3).map((event) => ({ ...event, position: event['position'] + 1 })),
    ]);
    const next = await events
      .find({ position: { $gt: 3 } })
      .sort({ position: 1 })
      .limit(3)
      .toArray();
    expect(next.map(({ position }) => position)).toEqual([4, 5, 6]);
    const last = await events.find({ productId: 'q' }).sort({ version: -1 }).limit(2).toArray();
    expect(last.map(({ version }) => version)).toEqual([3, 2]);
    const between = await events
      .find({ position: { $gte: 2_390, $lt: 2_396 } })
      .sort({ position: -1 })
      .toArray();
    expect(between.map(({ position }) => position)).toEqual([2_394, 2_392, 2_390]);
    const either = await events.find({ $or: [{ position: 4 }, { productId: 'q', version: 1 }] }).toArray();
    expect(either).toHaveLength(2);
  });

  it('compare BSON types by value', async () => {
    const id = new ObjectId();
    const uuid = new UUID('00112233-4455-6677-8899-aabbccddeeff');
    const big = Long.fromString('9007199254740993');
    await events.createIndex({ value: 1 }, { unique: true });
    await events.insertMany([
      { value: id },
      { value: uuid },
      { value: big },
      { value: Long.fromString('9007199254740995') },
      { value: Decimal128.fromString('10.50') },
      { value: new Date(5) },
      { value: 'text' },
      { value: null },
      { value: true },
      { value: 10 },
    ]);
    for (const value of [id, uuid, big, Decimal128.fromString('10.5'), 10.5, new Date(5), null, true])
      expect(await events.countDocuments({ value })).toBe(1);
    await expect(events.insertOne({ value: 10.5 })).rejects.toMatchObject({ code: 11000 });
    expect(await events.countDocuments({ value: { $gt: 10 } })).toBe(3);
    expect(await events.countDocuments({ value: { $gt: new Date(4) } })).toBe(1);
    const order = (await events.find({}, {}).sort({ value: 1 }).toArray()).map(({ value }) => String(value));
    expect(order).toEqual([
      'null',
      '10',
      '10.50',
      '9007199254740993',
      '9007199254740995',
      'text',
      String(uuid),
      String(id),
      'true',
      String(new Date(5)),
    ]);
    expect((await events.find().sort({ value: 1, _id: 1 }).toArray()).map(({ value }) => String(value))).toEqual(order);
  });
});
