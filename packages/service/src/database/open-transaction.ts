import type { Sql, Statement } from '@cardstock/messaging';
import type pg from 'pg';
import { preparedQuery } from './prepared.ts';

export interface OpenTransaction {
  /** Prepared by name: for texts that are part of the program. */
  readonly sql: Sql;
  /** Runs a text that is made for its values. */
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** Runs the last statements and commits. Throws where one of them, or an earlier one, failed: then nothing is committed. */
  commit(last: readonly Statement[]): Promise<void>;
  /** Undoes all of it. Throws where the connection is of no more use. */
  rollback(): Promise<void>;
}

interface Corkable {
  cork(): void;
  uncork(): void;
}

/** What is sent meanwhile goes to the server as one piece: each piece costs both sides a system call and a wake-up. */
const together = <Result>(client: pg.PoolClient, send: () => Result): Result => {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Corkable } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
};

/**
 * A transaction on a connection that sends without waiting for answers (`pipeline`). BEGIN goes along with the first
 * statement and COMMIT with the last ones, so that neither costs a round trip; without a statement neither is sent.
 */
export const openTransaction = (client: pg.PoolClient): OpenTransaction => {
  let begun: Promise<unknown> | undefined;
  let isOver = false;
  const run = async (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    if (isOver) throw new Error('a statement came after the end of its transaction');
    const sent = together(client, () => {
      begun ??= client.query('begin');
      return [begun, client.query(query)] as const;
    });
    return (await Promise.all(sent))[1];
  };
  const end = async (word: 'commit' | 'rollback'): Promise<void> => {
    isOver = true;
    if (!begun) return;
    const { command } = await client.query(word);
    // PostgreSQL answers COMMIT with ROLLBACK where a statement had failed before.
    if (command !== word.toUpperCase()) throw new Error('a transaction failed before it was to be committed');
  };
  return {
    sql: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await run(preparedQuery(text, values))).rows as Row[],
    query: (text, values = []) => run({ text, values: [...values] }),
    commit: async (last) => {
      const sent = together(client, () => [
        ...last.map(({ text, values }) => run(preparedQuery(text, values))),
        end('commit'),
      ]);
      // The first that failed is the cause; the others, and COMMIT, only fail because of it.
      for (const outcome of await Promise.allSettled(sent)) if (outcome.status === 'rejected') throw outcome.reason;
    },
    rollback: () => end('rollback'),
  };
};
