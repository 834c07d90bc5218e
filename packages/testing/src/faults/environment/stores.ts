import { eventually } from '../../eventually.ts';
import type { Disturbance } from './disturbance.ts';

const TERMINATE = `select count(pg_terminate_backend(pid))::int as count from pg_stat_activity
  where datname = $1 and pid <> pg_backend_pid() and application_name <> 'faults'`;

/** Every connection to a service's database is cut by the server. */
export const terminateBackends = (database: string): Disturbance => ({
  name: `PostgreSQL backends of ${database} terminated`,
  carryOut: ({ stores }) =>
    // A service that is just being started has no connections yet.
    eventually(async () => {
      const [row] = await stores.rows<{ count: number }>(database, TERMINATE, [`cardstock_${database}`]);
      if (!row?.count) throw new Error(`${database} has no connections`);
      return row.count;
    }),
});

export const restartPostgres: Disturbance = {
  name: 'PostgreSQL killed and restarted',
  carryOut: async ({ platform }) => {
    await platform.servers.restartPostgres();
    return 1;
  },
};

export const emptyRedis: Disturbance = {
  name: 'Redis emptied',
  carryOut: async ({ stores }) => {
    await stores.redis.flushall();
    return 1;
  },
};

export const restartRedis: Disturbance = {
  name: 'Redis killed and restarted',
  carryOut: async ({ platform }) => {
    await platform.servers.restartRedis();
    return 1;
  },
};
