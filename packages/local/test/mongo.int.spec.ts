import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document, ObjectId } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

type Card = { _id: string; name: string; price: number; tags?: string[]; set?: { code: string }; seen?: Date };

let mongo: TestMongo;
let db: Db;
let cards: Collection<Card>;

beforeAll(async () => {
  mongo = await startTestMongo('crud');
  db = mongo.db;
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await db.dropDatabase();
  cards = db.collection<Card>('card');
});

const threeCards = (): Card[] => [
  { _id: 'a', name: 'Angel', price: 30, tags: ['white', 'rare'], set: { code: 'LEA' } },
  { _id: 'b', name: 'Bear', price: 10, tags: ['green'], set: { code: 'LEB' } },
  { _id: 'c', name: 'Cat', price: 20 },
];

describe('talking to the driver', () => {
  it('answers a ping and describes itself', async () => {
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect(await db.admin().buildInfo()).toMatchObject({ version: expect.stringMatching(/^\d+\./) });
  });

  it('refuses a command it does not know with CommandNotFound', async () => {
    await expect(db.command({ dance: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' });
  });

  it('lists what exists', async () => {
    await cards.insertMany(threeCards());
    await db.createCollection('empty');
    expect((await db.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['card', 'empty']);
    expect((await mongo.client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain(
      db.databaseName,
    );
    await db.collection('empty').drop();
    expect(await db.listCollections({ name: 'empty' }).toArray()).toEqual([]);
    await expect(db.createCollection('card', { capped: true, size: 100 })).rejects.toThrow();
  });
});

describe('documents', () => {
  it('come back as they were stored, with an id when they had none', async () => {
    const seen = new Date('2026-01-02T03:04:05.678Z');
    const loose = db.collection<Document>('loose');
    const { insertedId } = await loose.insertOne({
      name: 'Drake',
      seen,
      nested: { list: [1, null, { x: 'é' }] },
      none: null,
    });
    expect(insertedId).toBeInstanceOf(ObjectId);
    expect(await loose.findOne({ _id: insertedId })).toEqual({
      _id: insertedId,
      name: 'Drake',
      seen,
      nested: { list: [1, null, { x: 'é' }] },
      none: null,
    });
    await db.command({ insert: 'loose', documents: [{ name: 'sent in the body' }, { name: 'another' }] });
    expect(await loose.countDocuments({ _id: { $type: 'objectId' } })).toBe(3);
  });

  it('are counted, filtered, sorted, skipped and limited', async () => {
    await cards.insertMany(threeCards());
    expect(await cards.countDocuments({ price: { $gte: 20 } })).toBe(2);
    expect(await cards.estimatedDocumentCount()).toBe(3);
    const names = await cards
      .find({}, { sort: { price: -1 }, skip: 1, limit: 1 })
      .map(({ name }) => name)
      .toArray();
    expect(names).toEqual(['Cat']);
    expect(await cards.distinct('tags')).toEqual(['green', 'rare', 'white']);
    expect(await cards.findOne({ tags: 'rare', 'set.code': { $in: ['LEA', 'LEB'] } })).toMatchObject({ _id: 'a' });
  });

  it('are shown through a projection', async () => {
    await cards.insertMany(threeCards());
    expect(await cards.findOne({ _id: 'a' }, { projection: { name: 1, 'set.code': 1 } })).toEqual({
      _id: 'a',
      name: 'Angel',
      set: { code: 'LEA' },
    });
    expect(await cards.findOne({ _id: 'b' }, { projection: { _id: 0, tags: 0, set: 0 } })).toEqual({
      name: 'Bear',
      price: 10,
    });
  });

  it('arrive in batches', async () => {
    const many = Array.from({ length: 250 }, (_, n) => ({ _id: `n${n}`, name: `Card ${n}`, price: n }));
    await cards.insertMany(many);
    const cursor = cards.find({}, { batchSize: 40, sort: { price: 1 } });
    expect((await cursor.toArray()).map(({ price }) => price)).toEqual(many.map(({ price }) => price));
    const partly = cards.find({}, { batchSize: 10 });
    await partly.next();
    await partly.close();
    await expect(db.command({ getMore: partly.id ?? 1n, collection: 'card' })).rejects.toMatchObject({ code: 43 });
    expect(await cards.find({ price: { $lt: 240 } }, { projection: { name: 1 }, batchSize: 7 }).toArray()).toHaveLength(
      240,
    );
  });
});

describe('updates', () => {
  it('change fields of one or of many', async () => {
    await cards.insertMany(threeCards());
    const one = await cards.updateOne(
      { _id: 'a' },
      { $inc: { price: 5 }, $push: { tags: 'foil' }, $set: { 'set.code': '2ED' } },
    );
    expect(one).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
    expect(await cards.findOne({ _id: 'a' })).toMatchObject({
      price: 35,
      tags: ['white', 'rare', 'foil'],
      set: { code: '2ED' },
    });
    expect(await cards.updateMany({ price: { $lte: 20 } }, { $mul: { price: 2 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await cards.updateOne({ _id: 'b' }, { $set: { price: 20 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
    expect(await cards.updateOne({ _id: 'b' }, [{ $set: { name: { $concat: ['$name', '!'] } } }])).toMatchObject({
      modifiedCount: 1,
    });
    expect(await cards.findOne({ name: 'Bear!' })).toMatchObject({ _id: 'b', price: 20 });
  });

  it('insert what they do not find, when asked', async () => {
    const change = { $set: { price: 7 }, $setOnInsert: { name: 'Elf' } };
    expect(await cards.updateOne({ _id: 'e' }, change, { upsert: true })).toMatchObject({
      upsertedId: 'e',
      matchedCount: 0,
    });
    expect(await cards.updateOne({ _id: 'e' }, { ...change, $set: { price: 8 } }, { upsert: true })).toMatchObject({
      matchedCount: 1,
      upsertedId: null,
    });
    expect(await cards.findOne({ name: 'Elf' })).toEqual({ _id: 'e', name: 'Elf', price: 8 });
    expect(await cards.replaceOne({ _id: 'f' }, { name: 'Faerie', price: 1 }, { upsert: true })).toMatchObject({
      upsertedId: 'f',
    });
    await cards.updateOne({ name: 'Golem', price: { $gt: 5 } }, { $set: { _id: 'g', price: 6 } }, { upsert: true });
    expect(await cards.findOne({ _id: 'g' })).toEqual({ _id: 'g', name: 'Golem', price: 6 });
  });

  it('never change an id, nor add to what is not a number', async () => {
    await cards.insertMany(threeCards());
    await expect(cards.updateOne({ _id: 'a' }, { $set: { _id: 'z' } })).rejects.toMatchObject({ code: 66 });
    await expect(cards.updateOne({ _id: 'a' }, { $inc: { name: 1 } } as Document)).rejects.toMatchObject({ code: 14 });
    await expect(cards.updateOne({ _id: 'a' }, { $dance: { name: 1 } } as Document)).rejects.toMatchObject({ code: 9 });
  });

  it('refuse a field inside a plain value and a list operator on one', async () => {
    await cards.insertMany(threeCards());
    await expect(cards.updateOne({ _id: 'a' }, { $set: { 'name.first': 'x' } } as Document)).rejects.toMatchObject({
      code: 28,
    });
    await expect(cards.updateOne({ _id: 'a' }, { $push: { name: 'x' } } as Document)).rejects.toMatchObject({
      code: 2,
    });
    await cards.updateOne({ _id: 'c' }, { $addToSet: { tags: { $each: ['x', 'x', 'y'] } } });
    await cards.updateOne(
      { _id: 'd' },
      { $push: { tags: { $each: ['q', 'p', 'r'], $sort: 1, $slice: 2 } } },
      { upsert: true },
    );
    expect(await cards.distinct('tags', { _id: 'c' })).toEqual(['x', 'y']);
    expect(await cards.findOne({ _id: 'd' })).toEqual({ _id: 'd', tags: ['p', 'q'] });
  });

  it('reach elements of arrays', async () => {
    await cards.insertMany(threeCards());
    await cards.updateOne({ _id: 'a', tags: 'rare' }, { $set: { 'tags.$': 'mythic' } });
    await cards.updateOne({ _id: 'a' }, { $set: { 'tags.$[tag]': 'pale' } }, { arrayFilters: [{ tag: 'white' }] });
    expect(await cards.findOne({ _id: 'a' })).toMatchObject({ tags: ['pale', 'mythic'] });
    await cards.updateOne({ _id: 'a' }, { $pull: { tags: 'pale' }, $unset: { set: '' } });
    expect(await cards.findOne({ _id: 'a' })).toEqual({ _id: 'a', name: 'Angel', price: 30, tags: ['mythic'] });
  });

  it('give back the document before or after', async () => {
    await cards.insertMany(threeCards());
    expect(await cards.findOneAndUpdate({ _id: 'a' }, { $inc: { price: 1 } })).toMatchObject({ price: 30 });
    const after = { returnDocument: 'after', projection: { price: 1, _id: 0 } } as const;
    expect(await cards.findOneAndUpdate({ price: 31 }, { $inc: { price: 1 } }, after)).toEqual({ price: 32 });
    expect(await cards.findOneAndUpdate({}, { $inc: { price: 1 } }, { sort: { price: 1 }, ...after })).toEqual({
      price: 11,
    });
    expect(await cards.findOneAndUpdate({ _id: 'h' }, { $set: { price: 3 } }, { upsert: true, ...after })).toEqual({
      price: 3,
    });
    expect(await cards.findOneAndUpdate({ _id: 'none' }, { $set: { price: 3 } })).toBeNull();
    expect(await cards.findOneAndDelete({ _id: 'c' })).toMatchObject({ name: 'Cat' });
    expect(
      await cards.findOneAndReplace({ _id: 'b' }, { name: 'Bull', price: 2 }, { returnDocument: 'after' }),
    ).toEqual({ _id: 'b', name: 'Bull', price: 2 });
    expect(await cards.deleteMany({ price: { $lt: 10 } })).toMatchObject({ deletedCount: 2 });
    expect(await cards.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 1 });
    expect(await cards.countDocuments()).toBe(0);
  });
});
