import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let db: Db;
let events: Collection<Document>;

beforeAll(async () => {
  mongo = await startTestMongo('index_list');
  db = mongo.db;
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await db.dropDatabase();
  events = db.collection('event');
});

describe('the list of indexes', () => {
  it('can be read, repeated and shortened', async () => {
    expect(await events.createIndex({ position: 1 }, { unique: true })).toBe('position_1');
    expect(await events.createIndex({ position: 1 }, { unique: true })).toBe('position_1');
    expect(await events.indexes()).toEqual([
      expect.objectContaining({ name: '_id_', key: { _id: 1 } }),
      expect.objectContaining({ name: 'position_1', key: { position: 1 }, unique: true }),
    ]);
    await events.dropIndex('position_1');
    expect(await events.indexExists('position_1')).toBe(false);
    await expect(events.dropIndex('position_1')).rejects.toMatchObject({ code: 27 });
  });
});

describe('an index that is there already', () => {
  const conflict = (keys: Record<string, 1 | -1>, options: Record<string, unknown>) =>
    events.createIndex(keys, options).then(
      () => 'fine',
      (err: { code: number; codeName: string }) => [err.code, err.codeName],
    );

  it('is left alone where it is asked for again as it is, and refused where it would be another', async () => {
    await events.createIndex({ sku: 1 }, { name: 'by_sku', unique: true });
    expect(await conflict({ sku: 1 }, { name: 'by_sku', unique: true })).toBe('fine');
    expect(await conflict({ sku: 1 }, { name: 'by_sku' })).toEqual([86, 'IndexKeySpecsConflict']);
    expect(await conflict({ other: 1 }, { name: 'by_sku' })).toEqual([86, 'IndexKeySpecsConflict']);
    expect(await conflict({ sku: 1 }, { name: 'another', unique: true })).toEqual([85, 'IndexOptionsConflict']);
    expect(await conflict({ sku: 1 }, { name: 'another' })).toEqual([85, 'IndexOptionsConflict']);
    expect(await conflict({ sku: -1 }, { name: 'downwards' })).toBe('fine');
    expect(await conflict({ sku: 1 }, { name: 'of_some', partialFilterExpression: { live: true } })).toBe('fine');
    expect((await events.indexes()).map(({ name }) => name)).toEqual(['_id_', 'by_sku', 'downwards', 'of_some']);
  });

  it('cannot be asked for with an option that nobody knows, nor can that of the ids be dropped', async () => {
    await expect(
      db.command({ createIndexes: 'event', indexes: [{ key: { a: 1 }, name: 'a', dance: true }] }),
    ).rejects.toMatchObject({ code: 197 });
    await events.insertOne({ a: 1 });
    await expect(events.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    await expect(db.collection('nothing').indexes()).rejects.toMatchObject({ code: 26 });
  });
});
