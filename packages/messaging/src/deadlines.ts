import type { Logger } from 'pino';
import { listen } from './listener.ts';
import { startLoop } from './loop.ts';
import { backoff } from './queues.ts';
import type { InTransaction, Sql } from './sql.ts';

const LONGEST_REST_MS = 1_000;
const SHORTEST_REST_MS = 10;
const AT_ONCE = 4;

/** Something to be done at a moment, kept in PostgreSQL so that no restart forgets it. */
export interface Deadline {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly dueAt: Date;
  readonly data: Record<string, unknown>;
}

/** Sets deadlines in the caller's transaction, in one statement; one of the same id is moved. */
export const setDeadlines = async (sql: Sql, deadlines: readonly Deadline[]): Promise<void> => {
  if (deadlines.length === 0) return;
  await sql(
    `insert into deadline (id, name, subject, due_at, data)
     select id, name, subject, "dueAt", data from jsonb_to_recordset($1::jsonb)
       as row (id uuid, name text, subject text, "dueAt" timestamptz, data jsonb) order by id
     on conflict (id) do update set due_at = excluded.due_at, data = excluded.data, attempts = 0`,
    [JSON.stringify(deadlines)],
  );
};

/** Sets a deadline in the caller's transaction; one of the same id is moved. */
export const setDeadline = (sql: Sql, deadline: Deadline): Promise<void> => setDeadlines(sql, [deadline]);

/** Forgets every deadline of a subject. */
export const clearDeadlines = async (sql: Sql, subject: string): Promise<void> => {
  await sql('delete from deadline where subject = $1', [subject]);
};

type Due = Pick<Deadline, 'id' | 'name' | 'subject' | 'data'> & { attempts: number };
/** Runs in the transaction that forgets the deadline. Throwing keeps it, to be tried again later. */
export type DeadlineHandler = (sql: Sql, due: Due) => Promise<void>;

interface DeadlineOptions {
  readonly databaseUrl: string;
  readonly inTransaction: InTransaction;
  readonly handlers: Readonly<Record<string, DeadlineHandler>>;
  readonly log: Logger;
}

const takeDue = async (sql: Sql): Promise<Due | undefined> =>
  (
    await sql<Due>(
      `delete from deadline where id = (select id from deadline where due_at <= now() order by due_at limit 1 for update skip locked)
     returning id, name, subject, data, attempts`,
    )
  )[0];

const restUntilNext = async (sql: Sql): Promise<number> => {
  const rows = await sql<{ ms: string | null }>(
    `select extract(epoch from min(due_at) - now()) * 1000 as ms from deadline`,
  );
  // Another clock may be busy with what is due already: asking again at once would only spin.
  return Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, Number(rows[0]?.ms ?? LONGEST_REST_MS)));
};

const postpone = (sql: Sql, id: string, attempts: number): Promise<unknown> =>
  sql(`update deadline set attempts = $2, due_at = now() + $3 * interval '1 millisecond' where id = $1`, [
    id,
    attempts,
    backoff(attempts) + 100,
  ]);

/** Calls the handler of each deadline when it is due. Any number of these may run side by side. */
export const startDeadlines = ({
  databaseUrl,
  inTransaction,
  handlers,
  log,
}: DeadlineOptions): { stop(): Promise<void> } => {
  const handleOne = async (): Promise<boolean> => {
    let failed: Due | undefined;
    try {
      return await inTransaction(async (sql) => {
        const due = await takeDue(sql);
        if (!due) return false;
        failed = due;
        const handler = handlers[due.name];
        if (!handler) throw new Error(`no handler for the deadline ${due.name}`);
        await handler(sql, due);
        return true;
      });
    } catch (err) {
      if (!failed) throw err;
      const { id, name, subject, attempts } = failed;
      log.error({ err, deadline: name, subject, attempts }, 'a deadline failed and will be tried again');
      await inTransaction((sql) => postpone(sql, id, attempts + 1));
      return true;
    }
  };
  const round = async (): Promise<number> => {
    if (!(await handleOne())) return inTransaction(restUntilNext);
    await Promise.all(Array.from({ length: AT_ONCE }, handleOne));
    return 0;
  };
  const loop = startLoop({ name: 'deadlines', round, log });
  const listener = listen(databaseUrl, 'deadline', loop.wake, log);
  return {
    stop: async () => {
      await listener.stop();
      await loop.stop();
    },
  };
};
