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
