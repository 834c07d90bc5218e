import { type Addressing, type Contract, type Domain, type Envelope, makeEnvelope } from '@cardstock/contracts';
import {
  claimMessage,
  claimMessages,
  outboxStatement,
  type Sql,
  type Statement,
  type Write,
} from '@cardstock/messaging';
import type pg from 'pg';
import type { EntityManager, Orm } from './database.ts';
import { entitiesIn } from './entities.ts';
import { type OpenTransaction, openTransaction } from './open-transaction.ts';

/** What a use case has in its hands inside one transaction. */
export interface TransactionScope {
  /** For those who write entities; the others do without what it costs. */
  readonly em: EntityManager;
  readonly sql: Sql;
  /** Writes at the end of the transaction, on the same way to the server as its end: nothing in between sees it. */
  readonly write: Write;
  /** Sends a message if, and only if, this transaction commits. */
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
  /** True the first time a message comes: its effects belong in this same transaction. */
  claim(messageId: string): Promise<boolean>;
  /** The same for several messages: those that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Runs the work in one transaction: flushed, its messages put in the outbox, committed; or nothing of it at all. */
export type Transact = <Result>(work: (scope: TransactionScope) => Promise<Result>) => Promise<Result>;

interface Course {
  readonly scope: TransactionScope;
  /** Writes what is left to be written, and commits. */
  finish(): Promise<void>;
}

const courseOf = (orm: Orm, source: Domain, transaction: OpenTransaction): Course => {
  const { sql } = transaction;
  const messages: Envelope[] = [];
  const last: Statement[] = [];
  let entities: EntityManager | undefined;
  return {
    scope: {
      get em() {
        entities ??= entitiesIn(orm, transaction);
        return entities;
      },
      sql,
      write: (text, values) => void last.push({ text, values }),
      send: (contract, data, to) => void messages.push(makeEnvelope(contract, data, { ...to, source })),
      claim: (messageId) => claimMessage(sql, messageId),
      claimMany: (messageIds) => claimMessages(sql, messageIds),
    },
    finish: async () => {
      await entities?.flush();
      await transaction.commit([...last, ...outboxStatement(messages)]);
    },
  };
};

/** Rolls back and gives the connection back, or away where it is of no more use. */
const giveUp = async (client: pg.PoolClient, transaction: OpenTransaction): Promise<void> => {
  try {
    await transaction.rollback();
    client.release();
  } catch {
    client.release(true);
  }
};

export const makeTransact =
  (orm: Orm, source: Domain): Transact =>
  async (work) => {
    const pool = await orm.em.getConnection().getNativeClient();
    const client = await pool.connect();
    const transaction = openTransaction(client);
    const { scope, finish } = courseOf(orm, source, transaction);
    try {
      const result = await work(scope);
      await finish();
      client.release();
      return result;
    } catch (err) {
      await giveUp(client, transaction);
      throw err;
    }
  };
