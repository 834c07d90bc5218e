import type { HttpServer, Logger } from '@cardstock/service/core';
import type { Registry } from 'prom-client';
import type { Access, Caller } from '../application/access.ts';
import type { Clock, GraphQueries } from '../application/ports.ts';
import type { UsageQueries } from '../checks/ports.ts';
import type { RegistryConfig } from '../config.ts';
import type { Sql } from '../persistence/sql.ts';
import { makeUsageQueries } from '../persistence/usage.queries.ts';
import { makeUsageStore } from '../persistence/usage.store.ts';
import { type FieldUsageOf, makeFieldUsage } from './field-usage.ts';
import { makeUsageMetrics } from './metrics.ts';
import { addReportRoute } from './report-route.ts';
import { keepUsageFor } from './retention.ts';

interface UsageOptions {
  readonly sql: Sql;
  readonly queries: GraphQueries;
  readonly now: Clock;
  readonly metrics: Registry;
  readonly log: Logger;
}

export interface Usage {
  readonly queries: UsageQueries;
  readonly fieldUsage: FieldUsageOf;
  readonly addRoute: (http: HttpServer, accessOf: (caller: Caller) => Access) => void;
  readonly stop: () => Promise<void>;
}

const MOST_OPERATIONS = 5_000;

/** Takes what gateways report, tells what is known of it, and forgets it in time. */
export const startUsage = (config: RegistryConfig, { sql, queries, now, metrics, log }: UsageOptions): Usage => {
  const usage = makeUsageQueries(sql);
  const store = makeUsageStore(sql, now);
  const limits = {
    bodyBytes: config.MAX_REPORT_BYTES,
    inflatedBytes: config.MAX_REPORT_INFLATED_BYTES,
    operations: MOST_OPERATIONS,
  };
  return {
    queries: usage,
    fieldUsage: makeFieldUsage({ queries, usage, now }),
    addRoute: (http, accessOf) =>
      addReportRoute(http, {
        ...{ accessOf, limits, now, save: store.save },
        hasVariant: async (ref) => (await queries.variant(ref)) !== undefined,
        metrics: makeUsageMetrics(metrics),
      }),
    stop: keepUsageFor({ purge: store.purge, days: config.USAGE_RETENTION_DAYS, now, log }),
  };
};
