import { type Orm, sqlOf } from '@cardstock/service/database';

/** Runs one parameterized statement and returns its rows. */
export type Sql = ReturnType<typeof sqlOf>;
/** Runs the work in one transaction: all of it, or nothing. */
export type Transact = <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;

/** Statements outside of transactions. */
export const readsOf =
  (orm: Orm): Sql =>
  (text, values) =>
    sqlOf(orm.em.fork())(text, values);

export const transactOf =
  (orm: Orm): Transact =>
  (work) =>
    orm.em.fork().transactional((em) => work(sqlOf(em)));

/** The value of a JSON column. */
export const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
