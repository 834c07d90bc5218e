import type { PageQueries, PublicationEntry } from '../application/page-ports.ts';
import type { Sql } from './sql.ts';

/** What only the pages read. */
export const makePageQueries = (sql: Sql): PageQueries => ({
  graphs: async (first, after = '') => {
    const rows = await sql<{ id: string }>(
      `select id from graph where id collate "C" > $1 order by id collate "C" limit $2`,
      [after, first],
    );
    return rows.map(({ id }) => id);
  },
  publicationsOf: ({ graph, variant }, subgraph, first, after) =>
    sql<PublicationEntry>(
      `select id, kind, url, document_hash as "documentHash", launch_id as "launchId", actor, git_context as "gitContext",
         created_at as "createdAt"
       from subgraph_publication
       where graph_id = $1 and variant = $2 and subgraph = $3 and ($4::uuid is null or id < $4::uuid)
       order by id desc limit $5`,
      [graph, variant, subgraph, after ?? null, first],
    ),
});
