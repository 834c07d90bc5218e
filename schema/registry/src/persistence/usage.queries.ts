import type { FieldUsage, UsageQueries } from '../checks/ports.ts';
import type { KnownOperation } from '../domain/usage/operation.ts';
import type { Sql } from './sql.ts';

interface UsageRow extends Omit<KnownOperation, 'clients' | 'isTrusted'> {
  readonly clients: readonly { name: string; version: string; requests: number; lastSeen: string }[];
}

const OPERATIONS = `
  with used as (
    select signature_hash, client_name, client_version, sum(request_count) as requests, max(hour) as last_seen
    from op_usage
    where graph_id = $1 and variant = any($2) and hour >= date_trunc('hour', $3::timestamptz, 'UTC') and hour <= $4
    group by signature_hash, client_name, client_version
  )
  select signature_hash as id, name, signature, referenced_fields as "referencedFields", clients
  from (
    select signature_hash, jsonb_agg(jsonb_build_object(
      'name', client_name, 'version', client_version, 'requests', requests, 'lastSeen', last_seen
    ) order by requests desc, client_name, client_version) as clients
    from used group by signature_hash
  ) by_operation
  join operation using (signature_hash)
  where graph_id = $1
  order by signature_hash`;

const TRUSTED = `
  select persisted_query.id, persisted_query.name, body, client_name as "clientName"
  from persisted_query join persisted_query_list on persisted_query_list.id = list_id
  where graph_id = $1 and variant = any($2)
  order by persisted_query.id, client_name`;

interface TrustedRow {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly clientName: string;
}

const trustedOf = ({ id, name, body, clientName }: TrustedRow, at: Date): KnownOperation => ({
  ...{ id, name, signature: body, referencedFields: {}, isTrusted: true },
  clients: clientName ? [{ name: clientName, version: '', requests: 0, lastSeen: at }] : [],
});

const FIELDS = `
  with used as (
    select signature_hash, client_name, client_version, sum(request_count) as requests, max(hour) as last_seen
    from op_usage
    where graph_id = $1 and variant = $2 and hour >= date_trunc('hour', $3::timestamptz, 'UTC')
    group by signature_hash, client_name, client_version
  )
  select type.key || '.' || field as coordinate, sum(requests)::float8 as requests, max(used.last_seen) as "lastSeen",
    count(distinct signature_hash)::int as operations, count(distinct (client_name, client_version))::int as clients,
    (array_agg(client_name order by used.last_seen desc, requests desc))[1] as "lastClient",
    (array_agg(client_version order by used.last_seen desc, requests desc))[1] as "lastClientVersion"
  from used
  join operation using (signature_hash),
    jsonb_each(referenced_fields) as type, jsonb_array_elements_text(type.value) as field
  where operation.graph_id = $1
  group by 1`;

/** Reads usage. */
export const makeUsageQueries = (sql: Sql): UsageQueries => ({
  operations: async ({ graph, variants, from, to }) => {
    const rows = await sql<UsageRow>(OPERATIONS, [graph, variants, from, to]);
    return rows.map(({ clients, ...row }) => ({
      ...row,
      clients: clients.map((client) => ({ ...client, lastSeen: new Date(client.lastSeen) })),
      isTrusted: false,
    }));
  },
  trusted: async ({ graph, variants, to }) =>
    (await sql<TrustedRow>(TRUSTED, [graph, variants])).map((row) => trustedOf(row, to)),
  fields: ({ graph, variant }, from) => sql<FieldUsage>(FIELDS, [graph, variant, from]),
  stateOf: async (graph) => {
    const [row] = await sql<{ state: string }>(
      `select concat_ws(' ', (select max(received_at) from usage_report),
         (select sum(revision) from persisted_query_list where graph_id = $1)) as state`,
      [graph],
    );
    return row?.state ?? '';
  },
});
