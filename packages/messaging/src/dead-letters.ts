import type { Envelope } from '@cardstock/contracts';
import type { Sql } from './sql.ts';
import type { Burial } from './subscriber.ts';

export interface DeadLetter {
  readonly messageId: string;
  readonly type: string;
  readonly envelope: Envelope;
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: string;
}

/** Keeps a message that could not be handled, for people to look at. */
export const buryMessage = async (sql: Sql, { id, envelope, error, attempts }: Burial): Promise<void> => {
  const type = (envelope as Partial<Envelope> | null)?.type ?? 'unknown';
  await sql(
    `insert into dead_letter (message_id, type, envelope, error, attempts) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (message_id) do update set error = excluded.error, attempts = excluded.attempts, failed_at = now()`,
    [id, type, JSON.stringify(envelope), error, attempts],
  );
};

/** Dead letters, oldest first, after the given message id (keyset). */
export const listDeadLetters = (sql: Sql, limit: number, after?: string): Promise<DeadLetter[]> =>
  sql<DeadLetter>(
    `select message_id as "messageId", type, envelope, error, attempts, failed_at as "failedAt" from dead_letter
     where $2::uuid is null or (failed_at, message_id) > (select failed_at, message_id from dead_letter where message_id = $2)
     order by failed_at, message_id limit $1`,
    [limit, after ?? null],
  );

/** Takes a dead letter out of the list and returns it, so that the caller can handle it again in the same transaction. */
export const takeDeadLetter = async (sql: Sql, messageId: string): Promise<Envelope | undefined> => {
  const rows = await sql<{ envelope: Envelope }>('delete from dead_letter where message_id = $1 returning envelope', [
    messageId,
  ]);
  return rows[0]?.envelope;
};
