import type { UsageReport } from '../usage/report.ts';
import type { Sql } from './sql.ts';

/**
 * One statement, so that a report counts as a whole or not at all, and once: that it was seen is written with what it
 * counts. Rows are taken in one order, so that two reports at once cannot block one another.
 */
const SAVE = `
  with report as (
    insert into usage_report (hash, received_at) values ($1, $2) on conflict do nothing returning hash
  ), operations as (
    insert into operation (graph_id, signature_hash, name, signature, referenced_fields, first_seen, last_seen)
    select $3, id, name, signature, fields, $5, $5
    from report, jsonb_to_recordset($6::jsonb) as told (id text, name text, signature text, fields jsonb)
    order by id
    on conflict (graph_id, signature_hash) do update set last_seen = greatest(operation.last_seen, excluded.last_seen)
  ), counts as (
    insert into op_usage (graph_id, variant, signature_hash, client_name, client_version, hour, request_count)
    select $3, $4, id, client, version, date_trunc('hour', $5::timestamptz, 'UTC'), requests
    from report, jsonb_to_recordset($7::jsonb) as told (id text, client text, version text, requests bigint)
    order by id, client, version
    on conflict (graph_id, variant, hour, signature_hash, client_name, client_version)
    do update set request_count = op_usage.request_count + excluded.request_count
  )
  select hash from report`;

const PURGE = `
  with usage as (delete from op_usage where hour < $1 returning 1),
  operations as (delete from operation where last_seen < $1 returning 1),
  reports as (delete from usage_report where received_at < $2 returning 1)
  select (select count(*) from usage)::int + (select count(*) from operations)::int as rows, (select count(*) from reports)`;

/** Writes usage. */
export const makeUsageStore = (sql: Sql, now: () => Date) => ({
  /** False where the same report was saved before. */
  save: async ({ hash, ref, endedAt, operations }: UsageReport): Promise<boolean> => {
    const texts = operations.map(({ id, name, signature, referencedFields: fields }) => ({
      id,
      name,
      signature,
      fields,
    }));
    const counts = operations.flatMap(({ id, counts: ofOperation }) =>
      ofOperation.map(({ clientName: client, clientVersion: version, requests }) => ({
        id,
        client,
        version,
        requests,
      })),
    );
    const { graph, variant } = ref;
    const values = [hash, now(), graph, variant, endedAt, JSON.stringify(texts), JSON.stringify(counts)];
    return (await sql(SAVE, values)).length === 1;
  },
  purge: async (usageBefore: Date, reportsBefore: Date): Promise<number> => {
    const [row] = await sql<{ rows: number }>(PURGE, [usageBefore, reportsBefore]);
    return row?.rows ?? 0;
  },
});
