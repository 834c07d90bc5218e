import { freshDatabase, type TestDatabase, testTools } from '@cardstock/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Orm, openDatabase, sqlOf } from '../src/index.ts';

let database: TestDatabase;
let orm: Orm;

beforeEach(async () => {
  database = await freshDatabase();
  const { log } = testTools('database');
  orm = await openDatabase({ url: database.url, entities: [], migrations: [], log, poolSize: 2 });
});

afterEach(async () => {
  await orm.close();
  await database.drop();
});

const inTransaction = (text: string) => orm.em.fork().transactional((em) => sqlOf(em)(text));

it('gets back the connections that die in the middle of a transaction, however many', async () => {
  for (const _death of [1, 2, 3, 4, 5]) {
    await expect(inTransaction('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow(/terminat/);
  }
  expect(await inTransaction('select 1 as one')).toEqual([{ one: 1 }]);
});

it('hands out a connection again after a transaction that failed by itself', async () => {
  for (const _failure of [1, 2, 3]) await expect(inTransaction('select 1 / 0')).rejects.toThrow('division by zero');
  expect(await inTransaction('select 1 as one')).toEqual([{ one: 1 }]);
});

it('keeps bound values apart from the statement', async () => {
  const hostile = `'; drop table mikro_orm_migrations; --`;
  expect(await sqlOf(orm.em.fork())('select $1::text as text', [hostile])).toEqual([{ text: hostile }]);
});
