import type { Sql } from '@cardstock/messaging';

/** The orders whose sagas wait for an overdue answer, longest first. */
export const findDueSagas = async (sql: Sql, now: Date, limit: number): Promise<readonly string[]> => {
  const rows = await sql<{ id: string }>(
    'select order_id as id from saga where next_check_at <= $1 order by next_check_at limit $2',
    [now, limit],
  );
  return rows.map(({ id }) => id);
};
