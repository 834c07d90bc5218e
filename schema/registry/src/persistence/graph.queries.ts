import { LRUCache } from 'lru-cache';
import type { GraphQueries, Launch, Subgraph, Variant } from '../application/ports.ts';
import type { SubgraphSdl } from '../domain/composition.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import type { Sql } from './sql.ts';

/** A row as PostgreSQL gives it: null where the application says undefined. */
type Row<Type> = { [Key in keyof Type]: NonNullable<Type[Key]> | null };

const withoutNulls = <Type>(row: Row<Type>): Type =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? undefined])) as Type;

const VARIANT = `graph_id as "graph", name as "variant", revision::int, served_launch_id as "servedLaunchId",
  latest_launch_id as "latestLaunchId"`;
export const SUBGRAPH = `subgraph.name, subgraph.url, document.body as sdl, subgraph.updated_at as "updatedAt"`;
const LAUNCH = `id, graph_id as "graph", variant, status, cause, rolled_back_to as "rolledBackTo",
  previous_id as "previousId", supergraph_hash as "supergraphHash", api_hash as "apiHash", errors, hints, actor,
  git_context as "gitContext", created_at as "createdAt"`;
const FROM_SUBGRAPH = 'from subgraph join document on document.hash = document_hash';

const DOCUMENT_BYTES = 64 * 1_048_576;

/** A text never changes under its hash, so those that were read lately are kept. */
const makeDocumentReader = (sql: Sql): GraphQueries['document'] => {
  const kept = new LRUCache<string, string>({ maxSize: DOCUMENT_BYTES, sizeCalculation: ({ length }) => length + 1 });
  return async (hash) => {
    const known = kept.get(hash);
    if (known !== undefined) return known;
    const [row] = await sql<{ body: string }>('select body from document where hash = $1', [hash]);
    if (!row) throw new Error(`there is no document ${hash}`);
    kept.set(hash, row.body);
    return row.body;
  };
};

const variantIn = async (sql: Sql, { graph, variant }: GraphRef): Promise<Variant | undefined> => {
  // One that has nothing published is as good as none.
  const [row] = await sql<Row<Variant>>(
    `select ${VARIANT} from variant where graph_id = $1 and name = $2 and latest_launch_id is not null`,
    [graph, variant],
  );
  return row && withoutNulls(row);
};

const launchesOf = async (sql: Sql, { graph, variant }: GraphRef, first: number, after?: string): Promise<Launch[]> => {
  const rows = await sql<Row<Launch>>(
    `select ${LAUNCH} from launch where graph_id = $1 and variant = $2 and ($3::uuid is null or id < $3::uuid)
     order by id desc limit $4`,
    [graph, variant, after ?? null, first],
  );
  return rows.map(withoutNulls<Launch>);
};

/** What is stored of graphs, outside of any transaction. */
export const makeGraphQueries = (sql: Sql): GraphQueries => ({
  hasGraph: async (id) => (await sql('select 1 from graph where id = $1', [id])).length === 1,
  variantsOf: async (graph) => {
    const rows = await sql<Row<Variant>>(
      `select ${VARIANT} from variant where graph_id = $1 and latest_launch_id is not null order by name`,
      [graph],
    );
    return rows.map(withoutNulls<Variant>);
  },
  variant: (ref) => variantIn(sql, ref),
  subgraphsOf: ({ graph, variant }) =>
    sql<Subgraph>(
      `select ${SUBGRAPH} ${FROM_SUBGRAPH} where graph_id = $1 and variant = $2 order by subgraph.name collate "C"`,
      [graph, variant],
    ),
  subgraph: async ({ graph, variant }, name) => {
    const condition = 'graph_id = $1 and variant = $2 and subgraph.name = $3';
    const rows = await sql<Subgraph>(`select ${SUBGRAPH} ${FROM_SUBGRAPH} where ${condition}`, [graph, variant, name]);
    return rows[0];
  },
  launch: async (graph, id) => {
    const condition = 'graph_id = $1 and id::text = $2';
    const [row] = await sql<Row<Launch>>(`select ${LAUNCH} from launch where ${condition}`, [graph, id]);
    return row && withoutNulls(row);
  },
  launchesOf: (ref, first, after) => launchesOf(sql, ref, first, after),
  subgraphsOfLaunch: (launchId) =>
    sql<SubgraphSdl>(
      `select name, url, body as sdl from launch_subgraph join document on hash = document_hash
       where launch_id::text = $1 order by name collate "C"`,
      [launchId],
    ),
  document: makeDocumentReader(sql),
});
