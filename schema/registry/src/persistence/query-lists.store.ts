import type { LockedList, WithList } from '../application/persisted-queries.ts';
import type { PersistedQuery } from '../domain/persisted-queries.ts';
import type { Sql, Transact } from './sql.ts';

const columns = (operations: readonly PersistedQuery[]) =>
  (['id', 'clientName', 'name', 'type', 'body'] as const).map((column) => operations.map((one) => one[column]));

const lockedList = (sql: Sql, listId: string, state: { revision: number; size: number }): LockedList => ({
  ...state,
  withIds: (ids) =>
    sql<PersistedQuery>(
      `select id, client_name as "clientName", name, type, body from persisted_query
       where list_id = $1 and id = any($2::text[])`,
      [listId, ids],
    ),
  write: async (operations, { revision, counts, actor, at }) => {
    await sql(
      `insert into persisted_query (list_id, id, client_name, name, type, body, published_at)
       select $1, one.*, $2 from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as one
       on conflict (list_id, id, client_name) do update set name = excluded.name, type = excluded.type`,
      [listId, at, ...columns(operations)],
    );
    await sql('update persisted_query_list set revision = $2 where id = $1', [listId, revision]);
    await sql(
      `insert into persisted_query_publication (list_id, revision, counts, actor, created_at)
       values ($1, $2, $3::jsonb, $4, $5)`,
      [listId, revision, JSON.stringify(counts), actor, at],
    );
  },
});

/** Lists of persisted queries, each changed by one publication at a time. */
export const withListIn =
  (transact: Transact): WithList =>
  (list, at, work) =>
    transact(async (sql) => {
      await sql(
        `insert into persisted_query_list (id, graph_id, variant, name, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [list.id, list.ref.graph, list.ref.variant, list.name, at],
      );
      const [row] = await sql<{ revision: number }>(
        'select revision from persisted_query_list where id = $1 for update',
        [list.id],
      );
      const [count] = await sql<{ size: number }>(
        'select count(*)::int as size from persisted_query where list_id = $1',
        [list.id],
      );
      return work(lockedList(sql, list.id, { revision: row?.revision ?? 0, size: count?.size ?? 0 }));
    });
