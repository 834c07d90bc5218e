import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

let mongo: TestMongo;
let cards: Collection<Document>;
const CARD = {
  _id: 1,
  name: 'Angel',
  set: { code: 'LEA', year: 1993 },
  tags: ['a', 'b', 'c'],
  prints: [
    { lang: 'en', price: 3 },
    { lang: 'de', price: 2 },
  ],
};
beforeAll(async () => {
  mongo = await startTestMongo('projection');
  cards = mongo.db.collection('card');
  await cards.insertOne(CARD as never);
});
afterAll(() => mongo.stop());

const shown = (projection: Document, filter: Document = {}) => cards.findOne(filter, { projection });

describe('a projection', () => {
  it.each<[string, Document, Document]>([
    ['of some fields has the id, too', { name: 1, 'set.code': 1 }, { _id: 1, name: 'Angel', set: { code: 'LEA' } }],
    ['of some fields may leave out the id', { name: true, _id: false }, { name: 'Angel' }],
    ['of the id alone', { _id: 1 }, { _id: 1 }],
    [
      'without some fields has the rest',
      { tags: 0, prints: 0, 'set.year': 0 },
      { _id: 1, name: 'Angel', set: { code: 'LEA' } },
    ],
    ['without the id alone', { _id: 0, set: 0, tags: 0, prints: 0 }, { name: 'Angel' }],
    ['reaches into the elements of lists', { _id: 0, 'prints.lang': 1 }, { prints: [{ lang: 'en' }, { lang: 'de' }] }],
    ['of a field that is not there', { _id: 0, nothing: 1, 'set.nothing': 1 }, { set: {} }],
    [
      'of the beginning of a list has the other fields, too',
      { tags: { $slice: 2 }, prints: 0, set: 0 },
      { _id: 1, name: 'Angel', tags: ['a', 'b'] },
    ],
    ['of the end of a list', { tags: { $slice: -1 }, name: 1, _id: 0 }, { name: 'Angel', tags: ['c'] }],
    ['of a part of a list', { tags: { $slice: [1, 1] }, name: 1, _id: 0 }, { name: 'Angel', tags: ['b'] }],
    [
      'of the first element that matches',
      { prints: { $elemMatch: { price: { $lt: 3 } } }, _id: 0 },
      { prints: [{ lang: 'de', price: 2 }] },
    ],
    ['of what is computed', { _id: 0, year: '$set.year', first: { $first: '$tags' } }, { year: 1993, first: 'a' }],
  ])('%s', async (_name, projection, expected) => {
    expect(await shown(projection)).toEqual(expected);
  });

  it('of the element that the filter found', async () => {
    expect(await shown({ _id: 0, 'prints.$': 1 }, { 'prints.lang': 'de' })).toEqual({
      prints: [{ lang: 'de', price: 2 }],
    });
  });

  it('keeps the order of the fields in the document', async () => {
    expect(Object.keys((await shown({ tags: 1, name: 1 })) ?? {})).toEqual(['_id', 'name', 'tags']);
  });

  it.each<[string, Document, number]>([
    ['a field left out among fields asked for', { name: 1, tags: 0 }, 31254],
    ['a field asked for among fields left out', { tags: 0, name: 1 }, 31253],
  ])('refuses %s', async (_name, projection, code) => {
    await expect(shown(projection)).rejects.toMatchObject({ code });
    await expect(mongo.db.collection('nothing').findOne({}, { projection })).rejects.toMatchObject({ code });
  });
});
