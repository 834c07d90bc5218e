import type { Sql } from './sql.ts';

/**
 * Claims a message for the caller's transaction: true the first time, false when its effects are already there.
 * A second worker that holds the same message waits here until the first one has committed or rolled back.
 */
export const claimMessage = async (sql: Sql, messageId: string): Promise<boolean> => {
  const rows = await sql(
    'insert into inbox_message (message_id) values ($1) on conflict do nothing returning message_id',
    [messageId],
  );
  return rows.length === 1;
};

/** The same for several messages at once: those of them that come for the first time. */
export const claimMessages = async (sql: Sql, messageIds: readonly string[]): Promise<ReadonlySet<string>> => {
  // In the order of the ids, so that two workers with the same messages do not wait for each other crosswise.
  const rows = await sql<{ message_id: string }>(
    `insert into inbox_message (message_id) select id from unnest($1::uuid[]) as claim (id) order by id
     on conflict do nothing returning message_id`,
    [messageIds],
  );
  return new Set(rows.map(({ message_id }) => message_id));
};
