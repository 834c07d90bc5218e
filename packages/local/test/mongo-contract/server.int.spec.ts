import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, type Db } from 'mongodb';
import { sayWhichServer, startTestMongo, type TestMongo } from './mongo-database.ts';

type Card = { _id: string; name: string; price: number; tags?: string[]; set?: { code: string }; seen?: Date };

let mongo: TestMongo;
let db: Db;
let cards: Collection<Card>;

beforeAll(async () => {
  sayWhichServer();
  mongo = await startTestMongo('server');
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

  it('takes commands by their older names, too', async () => {
    await cards.insertMany(threeCards());
    const remove = { findandmodify: 'card', query: { _id: 'a' }, remove: true };
    expect(await db.command(remove)).toMatchObject({ value: { name: 'Angel' } });
    expect(await db.command({ isMaster: 1 })).toMatchObject({ ok: 1 });
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
