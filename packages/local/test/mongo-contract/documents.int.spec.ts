import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document, ObjectId } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

type Card = { _id: string; name: string; price: number; tags?: string[]; set?: { code: string }; seen?: Date };

let mongo: TestMongo;
let db: Db;
let cards: Collection<Card>;

beforeAll(async () => {
  mongo = await startTestMongo('documents');
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
