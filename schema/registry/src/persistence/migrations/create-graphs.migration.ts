import { Migration } from '@mikro-orm/migrations';

const GRAPHS = [
  `create table graph (
     id text primary key,
     created_at timestamptz not null
   )`,
  // Texts are kept once, however many publications and launches share them.
  `create table document (
     hash text primary key,
     body text not null
   )`,
  // revision counts the changes: who composed for an older one starts again.
  `create table variant (
     graph_id text not null references graph (id),
     name text not null,
     revision bigint not null default 0,
     served_launch_id uuid,
     latest_launch_id uuid,
     created_at timestamptz not null,
     primary key (graph_id, name)
   )`,
];

const SUBGRAPHS = [
  `create table subgraph (
     graph_id text not null,
     variant text not null,
     name text not null,
     url text not null,
     document_hash text not null references document (hash),
     updated_at timestamptz not null,
     primary key (graph_id, variant, name),
     foreign key (graph_id, variant) references variant (graph_id, name) on delete cascade
   )`,
];

const LAUNCHES = [
  `create table launch (
     id uuid primary key,
     graph_id text not null references graph (id),
     variant text not null,
     status text not null check (status in ('SUCCEEDED', 'FAILED')),
     cause text not null check (cause in ('PUBLISH', 'DELETE', 'ROLLBACK', 'GRAPH_PUBLISH')),
     rolled_back_to uuid references launch (id),
     previous_id uuid references launch (id),
     supergraph_hash text references document (hash),
     api_hash text references document (hash),
     errors jsonb not null,
     hints jsonb not null,
     actor text not null,
     git_context jsonb,
     created_at timestamptz not null,
     check (status = 'FAILED' or api_hash is not null)
   )`,
  `create index launch_by_variant on launch (graph_id, variant, id desc)`,
  // What a launch was composed of: its diff to the one before, and what a roll-back brings back.
  `create table launch_subgraph (
     launch_id uuid not null references launch (id) on delete cascade,
     name text not null,
     url text not null,
     document_hash text not null references document (hash),
     primary key (launch_id, name)
   )`,
  `alter table variant add foreign key (served_launch_id) references launch (id)`,
  `alter table variant add foreign key (latest_launch_id) references launch (id)`,
];

const PUBLICATIONS = [
  `create table subgraph_publication (
     id uuid primary key,
     graph_id text not null references graph (id),
     variant text not null,
     subgraph text not null,
     kind text not null check (kind in ('PUBLISHED', 'DELETED', 'ROLLED_BACK')),
     url text,
     document_hash text references document (hash),
     launch_id uuid not null references launch (id),
     actor text not null,
     git_context jsonb,
     created_at timestamptz not null
   )`,
  `create index subgraph_publication_by_subgraph on subgraph_publication (graph_id, variant, subgraph, id desc)`,
];

const KEYS = [
  `create table api_key (
     id text primary key,
     graph_id text references graph (id),
     name text not null,
     scope text not null check (scope in ('read', 'check', 'publish', 'admin')),
     hash text not null,
     created_by text not null,
     created_at timestamptz not null,
     revoked_at timestamptz
   )`,
  `create index api_key_by_graph on api_key (graph_id, id)`,
];

export class CreateGraphs extends Migration {
  override up(): void {
    for (const statement of [...GRAPHS, ...SUBGRAPHS, ...LAUNCHES, ...PUBLICATIONS, ...KEYS]) this.addSql(statement);
  }
}
