import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Document, Long, MaxKey, MinKey, ObjectId } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let values: Collection<Document>;
beforeAll(async () => {
  mongo = await startTestMongo('sort');
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await mongo.db.dropDatabase();
  values = mongo.db.collection('value');
});

const idsBy = async (sort: Record<string, 1 | -1>, filter: Document = {}) =>
  (await values.find(filter).sort(sort).toArray()).map(({ _id }) => String(_id));

/** As MongoDB orders types, lowest first. */
const BY_TYPE: Document[] = [
  { _id: 'min', v: new MinKey() },
  { _id: 'none' },
  { _id: 'null', v: null },
  { _id: 'number', v: -5 },
  { _id: 'long', v: Long.fromNumber(2) },
  { _id: 'fraction', v: 2.5 },
  { _id: 'empty text', v: '' },
  { _id: 'upper case', v: 'B' },
  { _id: 'lower case', v: 'a' },
  { _id: 'document', v: { a: 1 } },
  { _id: 'id', v: new ObjectId() },
  { _id: 'false', v: false },
  { _id: 'true', v: true },
  { _id: 'date', v: new Date(0) },
  { _id: 'max', v: new MaxKey() },
].map((document, place) => ({ ...document, place }));
const ORDER = BY_TYPE.map(({ _id }) => _id);

describe('a sort', () => {
  it.each([
    ['by scanning', false],
    ['along an index', true],
  ])('orders types and values, a missing field as null, %s', async (_name, isIndexed) => {
    if (isIndexed) await values.createIndex({ v: 1, place: 1 });
    await values.insertMany([...BY_TYPE].reverse() as never[]);
    expect(await idsBy({ v: 1, place: 1 })).toEqual(ORDER);
    expect(await idsBy({ v: -1, place: -1 })).toEqual([...ORDER].reverse());
  });

  it('takes the least element of a list upwards, the greatest downwards, and an empty list as less than null', async () => {
    await values.insertMany([
      { _id: 'empty', v: [] },
      { _id: 'null', v: null },
      { _id: 'low and high', v: [1, 9] },
      { _id: 'middle', v: [5] },
      { _id: 'plain', v: 4 },
    ] as never[]);
    expect(await idsBy({ v: 1 })).toEqual(['empty', 'null', 'low and high', 'plain', 'middle']);
    expect(await idsBy({ v: -1 })).toEqual(['low and high', 'middle', 'plain', 'null', 'empty']);
  });

  it('reaches into documents, and goes on with the next field where the first is equal', async () => {
    await values.insertMany([
      { _id: 'a', at: { row: 1 }, n: 2 },
      { _id: 'b', at: { row: 1 }, n: 1 },
      { _id: 'c', at: { row: 0 }, n: 3 },
      { _id: 'd', n: 4 },
    ] as never[]);
    expect(await idsBy({ 'at.row': 1, n: 1 })).toEqual(['d', 'c', 'b', 'a']);
    expect(await idsBy({ 'at.row': -1, n: 1 })).toEqual(['b', 'a', 'c', 'd']);
  });

  it('comes before skip and limit, also with an index that orders nothing', async () => {
    await values.createIndex({ group: 1 });
    await values.insertMany(
      Array.from({ length: 50 }, (_, n) => ({ _id: n, group: n % 2, n: (n * 7) % 50 })) as never[],
    );
    const page = await values.find({ group: 1 }).sort({ n: -1 }).skip(3).limit(2).toArray();
    const all = (await values.find({ group: 1 }).toArray()).map(({ n }) => Number(n)).sort((one, other) => other - one);
    expect(page.map(({ n }) => n)).toEqual(all.slice(3, 5));
  });

  it.each([0, 2, 'up'])('refuses the direction %p', async (direction) => {
    const find = mongo.db.command({ find: 'value', filter: {}, sort: { v: direction } });
    await expect(find).rejects.toMatchObject({ ok: 0, code: expect.any(Number) });
  });
});
