import type { After, Before, ChangeStore, GraphQueries, Launch } from '../application/ports.ts';
import type { SubgraphSdl } from '../domain/composition.ts';
import { hashOf } from '../domain/document-hash.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import { json, type Sql, type Transact } from './sql.ts';

/** Locks the variant, made where it is new, until the end of the transaction; tells its revision. */
const lockVariant = async (sql: Sql, { graph, variant, createdAt }: Launch): Promise<number> => {
  await sql('insert into graph (id, created_at) values ($1, $2) on conflict do nothing', [graph, createdAt]);
  await sql('insert into variant (graph_id, name, created_at) values ($1, $2, $3) on conflict do nothing', [
    graph,
    variant,
    createdAt,
  ]);
  const [row] = await sql<{ revision: number }>(
    'select revision::int from variant where graph_id = $1 and name = $2 for update',
    [graph, variant],
  );
  if (!row) throw new Error(`${graph}@${variant} vanished while it was changed`);
  return row.revision;
};

const writeDocuments = (sql: Sql, texts: readonly string[]): Promise<unknown> => {
  // In the order of their names: two changes that write the same texts must not wait for one another.
  const documents = new Map(texts.map((text) => [hashOf(text), text]));
  const sorted = [...documents].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return sql('insert into document (hash, body) select * from unnest($1::text[], $2::text[]) on conflict do nothing', [
    sorted.map(([hash]) => hash),
    sorted.map(([, text]) => text),
  ]);
};

const writeLaunch = async (sql: Sql, { launch, subgraphs }: After): Promise<void> => {
  await sql(
    `insert into launch (id, graph_id, variant, status, cause, rolled_back_to, previous_id, supergraph_hash, api_hash,
       errors, hints, actor, git_context, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12, $13::jsonb, $14)`,
    [
      ...[launch.id, launch.graph, launch.variant, launch.status, launch.cause],
      ...[launch.rolledBackTo ?? null, launch.previousId ?? null],
      ...[launch.supergraphHash ?? null, launch.apiHash ?? null, json(launch.errors), json(launch.hints)],
      ...[launch.actor, json(launch.gitContext), launch.createdAt],
    ],
  );
  await sql(
    `insert into launch_subgraph (launch_id, name, url, document_hash)
     select $1, * from unnest($2::text[], $3::text[], $4::text[])`,
    [launch.id, ...columnsOf(subgraphs)],
  );
};

const columnsOf = (subgraphs: readonly SubgraphSdl[]) => [
  subgraphs.map(({ name }) => name),
  subgraphs.map(({ url }) => url),
  subgraphs.map(({ sdl }) => hashOf(sdl)),
];

/** Makes the subgraphs what they are to be; those that stay the same keep the time of their last change. */
const writeSubgraphs = async (sql: Sql, { launch, subgraphs }: After): Promise<void> => {
  const { graph, variant, createdAt } = launch;
  const columns = columnsOf(subgraphs);
  await sql('delete from subgraph where graph_id = $1 and variant = $2 and name <> all($3::text[])', [
    graph,
    variant,
    columns[0],
  ]);
  await sql(
    `insert into subgraph (graph_id, variant, name, url, document_hash, updated_at)
     select $1, $2, name, url, hash, $6 from unnest($3::text[], $4::text[], $5::text[]) as new (name, url, hash)
     on conflict (graph_id, variant, name) do update
       set url = excluded.url, document_hash = excluded.document_hash, updated_at = excluded.updated_at
       where (subgraph.url, subgraph.document_hash) <> (excluded.url, excluded.document_hash)`,
    [graph, variant, ...columns, createdAt],
  );
};

/** The history of each subgraph: what differs between the launch and what was before. */
const writePublications = (sql: Sql, { launch, subgraphs }: After, before: ReadonlyMap<string, SubgraphSdl>) => {
  const names = new Set(subgraphs.map(({ name }) => name));
  const isNew = ({ name, url, sdl }: SubgraphSdl): boolean =>
    before.get(name)?.url !== url || before.get(name)?.sdl !== sdl;
  const published = subgraphs.filter(isNew).map(({ name, url, sdl }) => [name, url, hashOf(sdl)]);
  const deleted = [...before.keys()].filter((name) => !names.has(name)).map((name) => [name, null, null]);
  const kind = launch.cause === 'ROLLBACK' ? 'ROLLED_BACK' : 'PUBLISHED';
  const all = [...published, ...deleted];
  const column = (index: number) => all.map((row) => row[index]);
  return sql(
    `insert into subgraph_publication
       (id, graph_id, variant, subgraph, kind, url, document_hash, launch_id, actor, git_context, created_at)
     select gen_random_uuid(), $1, $2, name, case when hash is null then 'DELETED' else $3 end, url, hash, $4, $5,
       $6::jsonb, $7
     from unnest($8::text[], $9::text[], $10::text[]) as one (name, url, hash)`,
    [
      ...[launch.graph, launch.variant, kind, launch.id, launch.actor, json(launch.gitContext), launch.createdAt],
      ...[column(0), column(1), column(2)],
    ],
  );
};

const readSubgraphs = (sql: Sql, { graph, variant }: GraphRef): Promise<SubgraphSdl[]> =>
  sql<SubgraphSdl>(
    `select name, url, body as sdl from subgraph join document on hash = document_hash
     where graph_id = $1 and variant = $2`,
    [graph, variant],
  );

const write = async (sql: Sql, after: After, revision: number): Promise<boolean> => {
  const { launch, subgraphs, documents, servedLaunchId, latestLaunchId } = after;
  if ((await lockVariant(sql, launch)) !== revision) return false;
  const before = new Map((await readSubgraphs(sql, launch)).map((one) => [one.name, one]));
  await writeDocuments(sql, [...documents, ...subgraphs.map(({ sdl }) => sdl)]);
  await writeLaunch(sql, after);
  await writeSubgraphs(sql, after);
  await writePublications(sql, after, before);
  await sql(
    `update variant set revision = revision + 1, served_launch_id = $3, latest_launch_id = $4
     where graph_id = $1 and name = $2`,
    [launch.graph, launch.variant, servedLaunchId ?? null, latestLaunchId ?? null],
  );
  return true;
};

/** The state of variants, changed one transaction at a time; a row lock keeps other registries from changing it, too. */
export const makeChangeStore = (transact: Transact, sql: Sql, queries: GraphQueries): ChangeStore => ({
  before: async (ref): Promise<Before> => {
    // The revision first: what is read after it can only be newer, and then the change is not written.
    const [row] = await sql<{ revision: number }>(
      'select revision::int from variant where graph_id = $1 and name = $2',
      [ref.graph, ref.variant],
    );
    const variant = await queries.variant(ref);
    const launch = (id: string | undefined) => (id === undefined ? undefined : queries.launch(ref.graph, id));
    const [served, latest] = await Promise.all([launch(variant?.servedLaunchId), launch(variant?.latestLaunchId)]);
    return { revision: row?.revision ?? 0, served, latest, subgraphs: await queries.subgraphsOf(ref) };
  },
  write: (after, revision) => transact((inTransaction) => write(inTransaction, after, revision)),
});
