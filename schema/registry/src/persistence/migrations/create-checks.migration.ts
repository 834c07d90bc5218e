import { Migration } from '@mikro-orm/migrations';

const CHECKS = [
  `create table check_workflow (
     id uuid primary key,
     graph_id text not null references graph (id),
     variant text not null,
     subgraph text,
     kind text not null check (kind in ('SUBGRAPH', 'GRAPH', 'OPERATIONS')),
     status text not null check (status in ('PENDING', 'PASSED', 'FAILED')),
     proposed_schema text,
     input jsonb,
     result jsonb,
     actor text not null,
     git_context jsonb,
     created_at timestamptz not null,
     finished_at timestamptz
   )`,
  `create index check_workflow_by_variant on check_workflow (graph_id, variant, id desc)`,
  `create index check_workflow_pending on check_workflow (created_at) where status = 'PENDING'`,
];

const USAGE = [
  `create table operation (
     graph_id text not null references graph (id),
     signature_hash text not null,
     name text not null,
     signature text not null,
     referenced_fields jsonb not null,
     first_seen timestamptz not null,
     last_seen timestamptz not null,
     primary key (graph_id, signature_hash)
   )`,
  `create index operation_last_seen on operation (graph_id, last_seen)`,
  `create table op_usage (
     graph_id text not null references graph (id),
     variant text not null,
     signature_hash text not null,
     client_name text not null,
     client_version text not null,
     hour timestamptz not null,
     request_count bigint not null,
     primary key (graph_id, variant, hour, signature_hash, client_name, client_version)
   )`,
  `create index op_usage_by_operation on op_usage (graph_id, variant, signature_hash, hour)`,
  // Reports have no ids: those of the last hours are known by their content, so that one sent twice counts once.
  `create table usage_report (
     hash text primary key,
     received_at timestamptz not null
   )`,
  `create index usage_report_received on usage_report (received_at)`,
];

const PERSISTED_QUERIES = [
  `create table persisted_query_list (
     id uuid primary key,
     graph_id text not null,
     variant text not null,
     name text not null,
     revision integer not null default 0,
     created_at timestamptz not null,
     unique (graph_id, variant),
     foreign key (graph_id, variant) references variant (graph_id, name) on delete cascade
   )`,
  `create table persisted_query (
     list_id uuid not null references persisted_query_list (id) on delete cascade,
     id text not null,
     client_name text not null,
     name text not null,
     type text not null,
     body text not null,
     published_at timestamptz not null,
     primary key (list_id, id, client_name)
   )`,
  `create table persisted_query_publication (
     list_id uuid not null references persisted_query_list (id) on delete cascade,
     revision integer not null,
     counts jsonb not null,
     actor text not null,
     created_at timestamptz not null,
     primary key (list_id, revision)
   )`,
];

export class CreateChecks extends Migration {
  override up(): void {
    for (const statement of [...CHECKS, ...USAGE, ...PERSISTED_QUERIES]) this.addSql(statement);
  }
}
