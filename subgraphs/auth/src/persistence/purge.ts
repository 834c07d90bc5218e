import type { Sql } from '@cardstock/messaging';

const KEEP = `interval '1 day'`;
const BATCH = 1_000;

/** Deletes what can no longer matter: login failures and sessions whose last refresh token expired a day ago. */
export const purgeExpired = async (sql: Sql, at: Date): Promise<void> => {
  await sql(
    `delete from login_failure where id in
       (select id from login_failure where failed_at < $1::timestamptz - ${KEEP} order by failed_at limit ${BATCH})`,
    [at],
  );
  await sql(
    `delete from session where id in
       (select id from session where not exists
          (select from refresh_token where session_id = session.id and expires_at > $1::timestamptz - ${KEEP})
        limit ${BATCH})`,
    [at],
  );
};
