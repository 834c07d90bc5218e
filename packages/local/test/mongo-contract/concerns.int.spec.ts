import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

const LIMIT = 16 * 1024 * 1024;

let mongo: TestMongo;
let items: Collection<Document>;
beforeAll(async () => {
  mongo = await startTestMongo('concerns');
  items = mongo.db.collection('item');
  await items.insertOne({ _id: 1 as never, v: 1 });
});
afterAll(() => mongo.stop());

describe('what a client asks of durability and freshness', () => {
  it('is accepted', async () => {
    for (const writeConcern of [
      { w: 1 },
      { w: 'majority' },
      { w: 1, journal: true },
      { w: 'majority', wtimeoutMS: 5_000 },
    ] as const)
      expect(
        await items.updateOne({ v: 1 }, { $set: { seen: JSON.stringify(writeConcern) } }, { writeConcern }),
      ).toMatchObject({ modifiedCount: 1 });
    for (const level of ['local', 'available', 'majority'])
      expect(await items.findOne({ v: 1 }, { readConcern: { level } as never })).toMatchObject({ v: 1 });
    expect(
      await items.findOne({ v: 1 }, { readPreference: 'primaryPreferred', comment: 'who asks', maxTimeMS: 60_000 }),
    ).toMatchObject({ v: 1 });
  });

  it('within a session reads what that session wrote', async () => {
    await mongo.client.withSession({ causalConsistency: true }, async (session) => {
      await items.insertOne({ _id: 2 as never, v: 2 }, { session });
      expect(await items.findOne({ v: 2 }, { session })).toMatchObject({ _id: 2 });
      const seen = await items.find({}, { session, batchSize: 1 }).toArray();
      expect(seen).toHaveLength(2);
    });
    await items.deleteOne({ _id: 2 as never });
  });

  it('is refused where the time for it is none', async () => {
    await expect(mongo.db.command({ find: 'item', filter: {}, maxTimeMS: -1 })).rejects.toMatchObject({ ok: 0 });
  });
});

describe('options', () => {
  it.each<[string, Document]>([
    ['find', { find: 'item', filter: {}, dance: true }],
    ['insert', { insert: 'item', documents: [{ v: 3 }], dance: true }],
    ['update', { update: 'item', updates: [{ q: {}, u: { $set: { v: 9 } } }], dance: true }],
    ['a statement of update', { update: 'item', updates: [{ q: {}, u: { $set: { v: 9 } }, dance: true }] }],
    ['delete', { delete: 'item', deletes: [{ q: {}, limit: 0 }], dance: true }],
    ['a statement of delete', { delete: 'item', deletes: [{ q: {}, limit: 0, dance: true }] }],
    ['findAndModify', { findAndModify: 'item', query: {}, remove: true, dance: true }],
    ['aggregate', { aggregate: 'item', pipeline: [], cursor: {}, dance: true }],
    ['count', { count: 'item', dance: true }],
    ['distinct', { distinct: 'item', key: 'v', dance: true }],
    ['getMore', { getMore: 5n, collection: 'item', dance: true }],
  ])('of %s that nobody knows are refused, and nothing is done', async (_name, command) => {
    await expect(mongo.db.command(command)).rejects.toMatchObject({ ok: 0, code: 40415 });
    expect(await items.find().toArray()).toMatchObject([{ _id: 1, v: 1 }]);
  });

  it('that name an index that is not there are refused', async () => {
    await expect(items.find({ v: 1 }, { hint: 'no_such_index' }).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(items.find({ v: 1 }, { hint: { v: 1 } }).toArray()).rejects.toMatchObject({ code: 2 });
    expect(await items.find({ v: 1 }, { hint: '_id_' }).toArray()).toHaveLength(1);
    expect(await items.find({ v: 1 }, { hint: { _id: 1 } }).toArray()).toHaveLength(1);
  });
});

describe('the size of a document', () => {
  it('may come close to 16 MB', async () => {
    const text = 'x'.repeat(LIMIT - 100);
    await items.insertOne({ _id: 'large' as never, text });
    expect((await items.findOne({ _id: 'large' as never }))?.['text']).toHaveLength(text.length);
    await items.deleteOne({ _id: 'large' as never });
  });

  it('is refused beyond, by insert, by replacement and by growth, and nothing is changed', async () => {
    const text = 'x'.repeat(LIMIT + 100_000);
    const half = 'x'.repeat(LIMIT / 2 + 100_000);
    const tooLarge = { code: 10334 };
    await expect(items.insertOne({ _id: 'large' as never, text })).rejects.toMatchObject(tooLarge);
    await expect(items.replaceOne({ v: 1 }, { v: 1, text })).rejects.toMatchObject(tooLarge);
    await items.updateOne({ v: 1 }, { $set: { half } });
    const grown = await items.updateOne({ v: 1 }, { $set: { other: half } }).catch((err: { code: number }) => err.code);
    expect([10334, 17419]).toContain(grown); // whichever of its checks a server comes to first
    expect(Object.keys((await items.findOne({ v: 1 })) ?? {})).not.toContain('other');
    await items.updateOne({ v: 1 }, { $unset: { half: '' } });
    expect(await items.countDocuments()).toBe(1);
  });
});
