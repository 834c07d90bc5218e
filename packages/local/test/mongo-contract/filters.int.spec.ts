import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, Document, Filter } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

interface Item extends Document {
  readonly _id: number;
}

let mongo: TestMongo;
let items: Collection<Item>;
beforeAll(async () => {
  mongo = await startTestMongo('filters');
  items = mongo.db.collection<Item>('item');
  await items.insertMany([
    { _id: 1, v: 5, w: 3, text: 'Angel of Mercy', tags: ['a', 'b'], list: [1, 9], at: { row: 1 } },
    { _id: 2, v: 3, w: 3, text: 'angel', tags: ['b'], list: [5], at: { row: 2 } },
    { _id: 3, v: null, text: '', tags: [] },
    {
      _id: 4,
      text: 'a.b',
      rows: [
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ],
    },
    { _id: 5, v: '5', rows: [{ a: 1, b: 1 }] },
  ]);
});
afterAll(() => mongo.stop());

const idsOf = async (filter: Filter<Item>) =>
  (await items.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);

describe('a filter', () => {
  it.each<[string, Filter<Item>, number[]]>([
    ['a value, not one of another type', { v: 5 }, [1]],
    ['null: null, or nothing', { v: null }, [3, 4]],
    ['from null on: null, or nothing', { v: { $gte: null } }, [3, 4]],
    ['above: of the same type only', { v: { $gt: 2 } }, [1, 2]],
    ['any but', { v: { $ne: 5 } }, [2, 3, 4, 5]],
    ['one of', { v: { $in: [3, '5', 17] } }, [2, 5]],
    ['one of nothing', { v: { $in: [] } }, []],
    ['none of', { v: { $nin: [3, null] } }, [1, 5]],
    ['there', { v: { $exists: true } }, [1, 2, 3, 5]],
    ['not there', { v: { $exists: false } }, [4]],
    ['of a type', { v: { $type: 'string' } }, [5]],
    ['of one of some types', { v: { $type: ['null', 'number'] } }, [1, 2, 3]],
    ['in a list', { tags: 'b' }, [1, 2]],
    ['a whole list', { tags: ['a', 'b'] }, [1]],
    ['all in a list', { tags: { $all: ['b', 'a'] } }, [1]],
    ['a list of a length', { tags: { $size: 0 } }, [3]],
    ['two bounds that different elements meet', { list: { $gt: 2, $lt: 4 } }, [1]],
    ['two bounds for one element', { list: { $elemMatch: { $gt: 2, $lt: 6 } } }, [2]],
    ['fields of different elements', { 'rows.a': 2, 'rows.b': 2 }, [4]],
    ['fields of one element', { rows: { $elemMatch: { a: 2, b: 2 } } }, []],
    ['a field of a document', { 'at.row': { $lte: 1 } }, [1]],
    ['a whole document', { at: { row: 2 } }, [2]],
    ['a pattern', { text: /^angel/i }, [1, 2]],
    ['a pattern as text', { text: { $regex: '^Angel', $options: '' } }, [1]],
    ['either', { $or: [{ v: 3 }, { text: '' }] }, [2, 3]],
    ['neither', { $nor: [{ v: { $exists: true } }, { v: 1 }] }, [4]],
    ['both', { $and: [{ v: { $gt: 1 } }, { v: { $lt: 4 } }] }, [2]],
    ['not', { v: { $not: { $gt: 3 } } }, [2, 3, 4, 5]],
    ['two fields compared', { $expr: { $gt: ['$v', '$w'] }, w: 3 }, [1]],
    ['a remainder', { v: { $mod: [2, 1] } }, [1, 2]],
  ])('for %s', async (_name, filter, expected) => {
    expect(await idsOf(filter)).toEqual(expected);
    expect(await items.countDocuments(filter)).toBe(expected.length);
  });

  it('of twenty thousand ids finds those that are there', async () => {
    const wanted = Array.from({ length: 20_000 }, (_, n) => n + 4);
    expect(await idsOf({ _id: { $in: wanted } })).toEqual([4, 5]);
  });

  it('gives the same along an index', async () => {
    const filters: Filter<Item>[] = [
      { v: null },
      { v: { $gte: null } },
      { v: { $ne: 5 } },
      { tags: 'b' },
      { tags: { $size: 0 } },
      { list: { $gt: 2, $lt: 4 } },
      { tags: { $in: ['a', 'b'] } },
      { v: { $not: { $gt: 3 } } },
    ];
    const scanned = await Promise.all(filters.map(idsOf));
    for (const key of ['v', 'tags', 'list']) await items.createIndex({ [key]: 1 });
    expect(await Promise.all(filters.map(idsOf))).toEqual(scanned);
    await items.dropIndexes();
  });

  it.each<[string, Document]>([
    ['an operator that nobody knows', { v: { $dance: 1 } }],
    ['one at the top that nobody knows', { $dance: [] }],
    ['one of something that is no list', { v: { $in: 5 } }],
    ['either of no list', { $or: {} }],
    ['either of nothing', { $or: [] }],
    ['a type that there is not', { v: { $type: 'colour' } }],
  ])('refuses %s, also where there is nothing to filter', async (_name, filter) => {
    for (const name of ['item', 'nothing']) {
      const collection = mongo.db.collection(name);
      await expect(collection.find(filter).toArray()).rejects.toMatchObject({ ok: 0, code: 2 });
      await expect(collection.deleteMany(filter)).rejects.toMatchObject({ code: 2 });
      await expect(collection.updateMany(filter, { $set: { x: 1 } })).rejects.toMatchObject({ code: 2 });
    }
    expect(await items.countDocuments({ x: 1 })).toBe(0);
  });
});

describe('a server that scans no table', () => {
  const allowScans = (isAllowed: boolean) =>
    mongo.client.db('admin').command({ setParameter: 1, notablescan: !isAllowed });
  afterAll(() => allowScans(true));

  it('refuses a filter without an index, and answers those that have one', async () => {
    await items.createIndex({ v: 1, w: 1 });
    await allowScans(false);
    for (const filter of [{ text: 'angel' }, { w: 3 }, { $or: [{ v: 3 }, { text: 'angel' }] }] as Filter<Item>[]) {
      await expect(items.find(filter).toArray()).rejects.toMatchObject({ code: 291 });
      await expect(items.countDocuments(filter)).rejects.toMatchObject({ code: 291 });
    }
    expect(await idsOf({ v: { $gte: 3 } })).toEqual([1, 2]);
    expect(await idsOf({ $or: [{ v: 3 }, { _id: 4 }], text: { $ne: 'x' } })).toEqual([2, 4]);
    expect(await idsOf({})).toHaveLength(5);
  });
});
