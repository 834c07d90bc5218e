import type { Sql } from '@cardstock/messaging';
import type { LoginFailures } from '../application/ports.ts';

/** Failed logins inside a transaction. */
export const loginFailuresIn = (sql: Sql): LoginFailures => ({
  lock: async (account) => {
    await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`login ${account}`]);
  },
  since: async (account, from) => {
    const rows = await sql<{ failedAt: Date }>(
      'select failed_at as "failedAt" from login_failure where account = $1 and failed_at > $2',
      [account, from],
    );
    return rows.map(({ failedAt }) => failedAt);
  },
  record: async (account, at) => {
    await sql('insert into login_failure (account, failed_at) values ($1, $2)', [account, at]);
  },
  forget: async (account) => {
    await sql('delete from login_failure where account = $1', [account]);
  },
});
