import type { Desk } from '../points/desk.ts';
import { followTransactions } from '../points/transaction.ts';
import type { MessageBook } from './envelopes.ts';
import { makePgSplitter, makeStatementReader, withSql } from './postgres-wire.ts';
import { type Follow, startTcpProxy, type Wire } from './tcp-proxy.ts';

interface PostgresProxyOptions {
  readonly serverPort: number;
  readonly desk: Desk;
  readonly book: MessageBook;
  /** The types that the process's relay has given to Redis and not yet marked. */
  readonly published: () => readonly string[];
  /** Other words for a statement: what a mutation changes. */
  readonly rewrite?: ((sql: string) => string) | undefined;
}

const followOne =
  ({ desk, book, published, rewrite }: PostgresProxyOptions): Follow =>
  ({ toServer, keepAnswers }) => {
    const split = makePgSplitter();
    const read = makeStatementReader();
    const momentsOf = followTransactions(book, published);
    let isOver = false;
    const strikeOnce = (answered: string): void => {
      let seen = '';
      keepAnswers((chunk) => {
        seen += chunk.toString('latin1');
        if (isOver || !seen.includes(answered)) return;
        isOver = true;
        desk.strike();
      });
    };
    return (chunk) => {
      const passed: Buffer[] = [];
      for (const message of split(chunk)) {
        const statement = read(message);
        for (const { point, steps, answered } of statement ? momentsOf(statement) : []) {
          if (isOver || !desk.take(point, steps)) continue;
          if (answered === undefined) {
            isOver = true;
            desk.strike();
          } else strikeOnce(answered);
        }
        if (isOver) return;
        passed.push(rewrite ? withSql(message, rewrite) : message.bytes);
      }
      if (passed.length > 0) toServer(passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed));
    };
  };

/** A wire to PostgreSQL on which a process is killed where its transactions are at an armed point. */
export const startPostgresProxy = (options: PostgresProxyOptions): Promise<Wire> =>
  startTcpProxy(options.serverPort, followOne(options));
