import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, type Document, Long } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

const COUNT = 250;

let mongo: TestMongo;
let numbers: Collection<Document>;
beforeAll(async () => {
  mongo = await startTestMongo('cursors');
  numbers = mongo.db.collection('number');
  await numbers.insertMany(Array.from({ length: COUNT }, (_, n) => ({ _id: n, n, text: 'x'.repeat(100) })) as never[]);
});
afterAll(() => mongo.stop());

const run = (command: Document): Promise<Document> => mongo.db.command(command);
const open = async (options: Document = {}) =>
  (await run({ find: 'number', filter: {}, sort: { _id: 1 }, ...options }))['cursor'] as {
    id: Long;
    ns: string;
    firstBatch: Document[];
  };
const more = async (id: Long | number, options: Document = {}) =>
  (await run({ getMore: Long.fromValue(id), collection: 'number', ...options }))['cursor'] as {
    id: Long;
    nextBatch: Document[];
  };
const isClosed = (id: Long | number): boolean => Long.fromValue(id).isZero();

describe('a cursor', () => {
  it('gives 101 documents first where nobody says how many, then the rest', async () => {
    const { id, firstBatch, ns } = await open();
    expect([firstBatch.length, isClosed(id), ns]).toEqual([101, false, numbers.namespace]);
    const rest = await more(id);
    expect([rest.nextBatch.length, isClosed(rest.id)]).toEqual([COUNT - 101, true]);
    expect(rest.nextBatch[0]).toMatchObject({ n: 101 });
  });

  it('gives batches of the size that is asked for each time', async () => {
    const { id, firstBatch } = await open({ batchSize: 3 });
    const second = await more(id, { batchSize: 5 });
    expect([firstBatch.length, second.nextBatch.map(({ n }) => n)]).toEqual([3, [3, 4, 5, 6, 7]]);
    await run({ killCursors: 'number', cursors: [id] });
  });

  it('is only opened by a first batch of none', async () => {
    const { id, firstBatch } = await open({ batchSize: 0 });
    expect([firstBatch, isClosed(id)]).toEqual([[], false]);
    expect((await more(id)).nextBatch).toHaveLength(COUNT);
  });

  it('ends at its limit, over several batches', async () => {
    const seen: number[] = [];
    for await (const { n } of numbers.find({}, { batchSize: 4, limit: 10, skip: 5, sort: { _id: 1 } }))
      seen.push(Number(n));
    expect(seen).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(isClosed((await open({ limit: 10, batchSize: 10 })).id)).toBe(true);
    expect(await numbers.find().skip(COUNT).toArray()).toEqual([]);
    expect(await numbers.find().limit(0).toArray()).toHaveLength(COUNT);
  });

  it('is closed after one batch where that is asked for', async () => {
    const { id, firstBatch } = await open({ batchSize: 5, singleBatch: true });
    expect([firstBatch.length, isClosed(id)]).toEqual([5, true]);
  });

  it('is gone once it is killed, and nobody can go on with it', async () => {
    const { id } = await open({ batchSize: 2 });
    expect(await run({ killCursors: 'number', cursors: [id] })).toMatchObject({
      cursorsKilled: [id],
      cursorsNotFound: [],
      ok: 1,
    });
    await expect(more(id)).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
    expect(await run({ killCursors: 'number', cursors: [id] })).toMatchObject({
      cursorsKilled: [],
      cursorsNotFound: [id],
    });
  });

  it('belongs to its collection', async () => {
    const { id } = await open({ batchSize: 2 });
    await expect(more(id, { collection: 'other' })).rejects.toMatchObject({ code: 13 });
    expect((await more(id, { batchSize: 1 })).nextBatch).toHaveLength(1);
    await run({ killCursors: 'number', cursors: [id] });
  });

  it('reads what is there when a batch is sent, without what was removed before', async () => {
    const few = mongo.db.collection<{ _id: number }>('few');
    await few.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })));
    const cursor = few.find({}, { batchSize: 2, sort: { _id: 1 } });
    expect(await cursor.next()).toEqual({ _id: 0 });
    await few.deleteMany({ _id: { $gte: 6 } });
    const rest = await cursor.toArray();
    expect(rest.slice(0, 2).map(({ _id }) => _id)).toEqual([1, 2]);
    expect(rest.at(-1)?._id).toBeLessThan(6);
  });

  it('over what is not there is empty, and closed', async () => {
    const { cursor } = await run({ find: 'nothing', filter: { a: 1 } });
    expect([cursor.firstBatch, isClosed(cursor.id)]).toEqual([[], true]);
  });

  it('gives large documents in several batches', async () => {
    const large = mongo.db.collection<Document>('large');
    for (let n = 0; n < 5; n += 1) await large.insertOne({ _id: n as never, text: 'x'.repeat(4_500_000) });
    const { cursor } = await run({ find: 'large', filter: {} });
    expect(cursor.firstBatch.length).toBeLessThan(5);
    expect(await large.find({}, { projection: { _id: 1 } }).toArray()).toHaveLength(5);
    expect((await large.find().toArray()).map(({ text }) => text.length)).toEqual(Array(5).fill(4_500_000));
  });

  it('of an aggregation and of a list of indexes is one, too', async () => {
    const pipeline = [{ $match: {} }, { $sort: { n: -1 } }];
    const { cursor } = await run({ aggregate: 'number', pipeline, cursor: { batchSize: 2 } });
    expect([cursor.firstBatch.map(({ n }: Document) => n), isClosed(cursor.id)]).toEqual([[249, 248], false]);
    expect((await more(cursor.id, { batchSize: 1 })).nextBatch).toMatchObject([{ n: 247 }]);
    await run({ killCursors: 'number', cursors: [cursor.id] });
    const { cursor: indexes } = await run({ listIndexes: 'number', cursor: {} });
    expect(indexes.firstBatch).toMatchObject([{ name: '_id_' }]);
  });
});
