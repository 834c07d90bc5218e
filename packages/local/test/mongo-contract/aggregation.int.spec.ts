import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let db: Db;
let events: Collection<Document>;

beforeAll(async () => {
  mongo = await startTestMongo('aggregation');
  db = mongo.db;
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await db.dropDatabase();
  events = db.collection('event');
});

const stream = (productId: string, versions: number): Document[] =>
  Array.from({ length: versions }, (_, n) => ({ productId, version: n + 1, position: n * 2 }));

describe('aggregation', () => {
  it('matches, groups and sorts', async () => {
    await events.insertMany([...stream('p', 3), ...stream('q', 5), ...stream('r', 1)]);
    const totals = await events
      .aggregate([
        { $match: { productId: { $ne: 'r' } } },
        { $group: { _id: '$productId', events: { $sum: 1 }, last: { $max: '$version' }, mean: { $avg: '$position' } } },
        { $sort: { events: -1 } },
      ])
      .toArray();
    expect(totals).toEqual([
      { _id: 'q', events: 5, last: 5, mean: 4 },
      { _id: 'p', events: 3, last: 3, mean: 2 },
    ]);
  });

  it('unwinds, looks up, reshapes and counts', async () => {
    await db.collection('name').insertMany([{ _id: 'p' as never, name: 'Phoenix' }]);
    await events.insertMany([
      { productId: 'p', tags: ['x', 'y'] },
      { productId: 'q', tags: ['x'] },
    ]);
    const rows = await events
      .aggregate([
        { $unwind: '$tags' },
        { $lookup: { from: 'name', localField: 'productId', foreignField: '_id', as: 'names' } },
        { $project: { _id: 0, tags: 1, name: { $first: '$names.name' } } },
        { $match: { name: 'Phoenix' } },
        { $sort: { tags: -1 } },
        { $limit: 1 },
      ])
      .toArray();
    expect(rows).toEqual([{ tags: 'y', name: 'Phoenix' }]);
    expect(await events.aggregate([{ $unwind: '$tags' }, { $count: 'n' }]).toArray()).toEqual([{ n: 3 }]);
    await expect(events.aggregate([{ $dance: {} }]).toArray()).rejects.toMatchObject({ ok: 0 });
  });
});
