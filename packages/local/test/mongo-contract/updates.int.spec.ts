import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

type Card = { _id: string; name: string; price: number; tags?: string[]; set?: { code: string }; seen?: Date };

let mongo: TestMongo;
let db: Db;
let cards: Collection<Card>;

beforeAll(async () => {
  mongo = await startTestMongo('updates');
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

  it('are refused where they make no sense, also where nothing is found', async () => {
    const refusals: [Document, number][] = [
      [{ $dance: { name: 1 } }, 9],
      [{ $set: { price: 1 }, $inc: { price: 1 } }, 40],
      [{ $set: { 'set.code': 'x' }, $unset: { set: '' } }, 40],
      [{ $inc: { price: 'much' } }, 14],
    ];
    await cards.insertMany(threeCards());
    for (const [update, code] of refusals) {
      await expect(cards.updateOne({ _id: 'a' }, update)).rejects.toMatchObject({ code });
      await expect(cards.updateOne({ _id: 'none' }, update)).rejects.toMatchObject({ code });
      await expect(cards.findOneAndUpdate({ _id: 'none' }, update)).rejects.toMatchObject({ code });
    }
    expect(await cards.find().sort({ _id: 1 }).toArray()).toEqual(threeCards());
  });
});
