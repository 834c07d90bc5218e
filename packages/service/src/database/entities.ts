import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Orm } from './database.ts';
import type { OpenTransaction } from './open-transaction.ts';

/** A pool of one connection, the transaction's own, which is never given back: the transaction does that. */
const poolOf = ({ query }: OpenTransaction): PostgresPool =>
  ({
    connect: async () => ({ query, release: () => {} }),
    end: async () => {},
    options: {},
  }) as unknown as PostgresPool;

/** Entities in a transaction that is run by hand. */
export const entitiesIn = (orm: Orm, transaction: OpenTransaction): SqlEntityManager => {
  const em = orm.em.fork();
  const kysely = new Kysely({ dialect: new PostgresDialect({ pool: poolOf(transaction) }) });
  em.setTransactionContext(kysely as Parameters<typeof em.setTransactionContext>[0]);
  return em;
};
