import type { Caches, Grants } from '../../application/cache.ports.ts';
import type { CacheRedis } from '../redis.ts';
import { endGrant } from './end-grant.ts';
import type { WriterMetrics } from './metrics.ts';
import { Turn } from './turn.ts';

interface Options {
  readonly grants: Grants;
  /** Without it, as while it is away, each change that finds caches trusted waits until they are not. */
  readonly redis?: CacheRedis | undefined;
  readonly metrics?: WriterMetrics;
}

const UNCOUNTED: WriterMetrics = { told: () => {} };

const timeOf = async (redis: CacheRedis | undefined): Promise<number | undefined> => {
  const time = await redis?.ask<[string, string]>((client) => client.time());
  return time && Number(time[0]) * 1_000 + Math.floor(Number(time[1]) / 1_000);
};

/** For who changes the tables: no change is committed while any process would still show what was before it. */
export const makeCaches = ({ grants, redis, metrics = UNCOUNTED }: Options): Caches => {
  const lost = { grant: undefined };
  return {
    beginTurn: async () => new Turn({ grants, redis, metrics, lost, beganAt: await timeOf(redis) }),
    forgetAll: async (sql) => {
      const heldSince = performance.now();
      const grant = await grants.current(sql);
      if (grant % 2 === 0) return;
      await endGrant({ grants, redis, sql, grant, heldSince });
      metrics.told('ended');
    },
  };
};
