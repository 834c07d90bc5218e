import { MESSAGING_TABLES } from '@cardstock/messaging';
import { freshDatabase, type TestDatabase, testTools } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookupsOf, makeTransact, type Orm, openDatabase, type Transact, type TransactionScope } from '../src/index.ts';

let database: TestDatabase;
let orm: Orm;
let transact: Transact;

const NOTE = 'insert into note (id) values ($1)';
const notes = async (): Promise<number[]> => {
  const rows = await lookupsOf(orm)<{ id: number }>('select id from note order by id');
  return rows.map(({ id }) => id);
};

beforeEach(async () => {
  database = await freshDatabase();
  const { log } = testTools('transact');
  orm = await openDatabase({ url: database.url, entities: [], migrations: [], log, poolSize: 2 });
  transact = makeTransact(orm, 'order');
  await transact(async ({ sql }) => {
    for (const text of [...MESSAGING_TABLES, 'create table note (id integer primary key)']) await sql(text);
  });
});

afterEach(async () => {
  await orm.close();
  await database.drop();
});

describe('a transaction', () => {
  it('commits what it ran and what it left to be written last, in this order', async () => {
    const seen = await transact(async ({ sql, write }) => {
      write(NOTE, [2]);
      await sql(NOTE, [1]);
      return sql('select id from note');
    });
    expect(seen).toEqual([{ id: 1 }]);
    expect(await notes()).toEqual([1, 2]);
  });

  it('leaves nothing where one of the last writes fails, and throws what it failed with', async () => {
    const work = async ({ sql, write }: TransactionScope): Promise<void> => {
      await sql(NOTE, [1]);
      write(NOTE, [2]);
      write(NOTE, [1]);
      write(NOTE, [3]);
    };
    await expect(transact(work)).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toEqual([]);
  });

  it('does not pretend to have committed where a failure was overlooked', async () => {
    const work = async ({ sql }: TransactionScope): Promise<void> => {
      await sql(NOTE, [1]);
      await sql('select 1 / 0').catch(() => undefined);
    };
    await expect(transact(work)).rejects.toThrow('failed before it was to be committed');
    expect(await notes()).toEqual([]);
  });

  it('takes no statement after its end, not even from work that goes on', async () => {
    let scope: TransactionScope | undefined;
    await expect(
      transact(async (given) => {
        scope = given;
        await given.sql(NOTE, [1]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(scope?.sql(NOTE, [2])).rejects.toThrow('after the end');
    expect(await notes()).toEqual([]);
  });

  it('keeps statements that are sent at once in their order, and survives that one of them fails', async () => {
    const work = ({ sql }: TransactionScope) => Promise.all([sql(NOTE, [1]), sql(NOTE, [1]), sql(NOTE, [2])]);
    await expect(transact(work)).rejects.toMatchObject({ code: '23505' });
    await transact(({ sql }) => Promise.all([sql(NOTE, [3]), sql(NOTE, [4])]));
    expect(await notes()).toEqual([3, 4]);
  });

  it('gives its connection back, also one that died, however often', async () => {
    for (const _death of [1, 2, 3, 4, 5]) {
      const dying = transact(({ sql }) => sql('select pg_terminate_backend(pg_backend_pid())'));
      await expect(dying).rejects.toThrow(/terminat/);
    }
    for (const id of [1, 2, 3]) await transact(({ sql }) => sql(NOTE, [id]));
    expect(await notes()).toEqual([1, 2, 3]);
  });

  it('has entities and SQL in one', async () => {
    await expect(
      transact(async ({ em, sql }) => {
        await sql(NOTE, [1]);
        await em.execute('insert into note (id) values (2)');
        expect(await em.execute('select id from note order by id')).toEqual([{ id: 1 }, { id: 2 }]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await notes()).toEqual([]);
  });
});
