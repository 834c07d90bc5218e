import { type Addressing, type Contract, type Domain, type Envelope, makeEnvelope } from '@cardstock/contracts';
import { appendToOutbox, claimMessage, claimMessages, type Sql } from '@cardstock/messaging';
import { type EntityManager, type Orm, preparedSqlOf } from './database.ts';

/** What a use case has in its hands inside one transaction. */
export interface TransactionScope {
  readonly em: EntityManager;
  readonly sql: Sql;
  /** Sends a message if, and only if, this transaction commits. */
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
  /** True the first time a message comes: its effects belong in this same transaction. */
  claim(messageId: string): Promise<boolean>;
  /** The same for several messages: those that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Runs the work in one transaction: flushed, its messages put in the outbox, committed; or nothing of it at all. */
export type Transact = <Result>(work: (scope: TransactionScope) => Promise<Result>) => Promise<Result>;

export const makeTransact =
  (orm: Orm, source: Domain): Transact =>
  (work) =>
    orm.em.fork().transactional(async (em) => {
      const sql = preparedSqlOf(em);
      const messages: Envelope[] = [];
      const result = await work({
        em,
        sql,
        send: (contract, data, to) => void messages.push(makeEnvelope(contract, data, { ...to, source })),
        claim: (messageId) => claimMessage(sql, messageId),
        claimMany: (messageIds) => claimMessages(sql, messageIds),
      });
      await em.flush();
      await appendToOutbox(sql, messages);
      return result;
    });
