import type { Sql } from '@cardstock/messaging';
import { RebuildTaken, type ShadowTables } from '../../application/rebuild.ports.ts';
import { createShadow, indexShadow, READ_MODEL_TABLES, shapeOfReadModel } from './shadow-definition.ts';

const create = async (sql: Sql, run: string): Promise<void> => {
  await sql('drop schema if exists rebuild cascade');
  await sql('create schema rebuild');
  await sql('create table rebuild.run (id uuid not null, shape text not null)');
  await sql('insert into rebuild.run (id, shape) values ($1::uuid, $2::text)', [run, await shapeOfReadModel(sql)]);
  for (const table of READ_MODEL_TABLES) await createShadow(sql, table);
};

const isThere = async (sql: Sql): Promise<boolean> => {
  const [row] = await sql<{ is_there: boolean }>(`select to_regclass('rebuild.run') is not null as is_there`);
  return row?.is_there ?? false;
};

const use = async (sql: Sql, run: string): Promise<void> => {
  const rows = (await isThere(sql))
    ? await sql<{ shape: string }>('select shape from rebuild.run where id = $1::uuid for share', [run])
    : [];
  const [own] = rows;
  if (!own) throw new RebuildTaken('another rebuild has begun meanwhile');
  if (own.shape !== (await shapeOfReadModel(sql))) {
    throw new RebuildTaken('the tables were changed by an update meanwhile; start the rebuild again');
  }
  await sql('set local search_path = rebuild, public');
};

const COPY_STOCK = `
  update rebuild.variant as fresh set available = known.available, stock_revision = known.stock_revision
  from public.variant known where known.sku = fresh.sku and known.stock_revision > fresh.stock_revision`;

const holdPosition = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ position: number }>(
    `select position::float8 as position from public.projection_position where name = 'catalog' for update`,
  );
  if (!row) throw new Error('the read model has no position');
  return row.position;
};

// What was counted in the tables that go is not to be remembered of those that come.
const COUNT_REBUILDS = `
  insert into public.projection_position as known (name, position) values ('catalog:rebuilds', 1)
  on conflict (name) do update set position = known.position + 1`;

/** Reads that come now wait some milliseconds. They must not wait for a long read that is under way: the swap gives up then. */
const swap = async (sql: Sql): Promise<void> => {
  await sql(`set local lock_timeout = '300ms'`);
  await sql(`lock table ${READ_MODEL_TABLES.map((table) => `public.${table}`).join(', ')} in access exclusive mode`);
  await sql('create schema retired');
  for (const table of READ_MODEL_TABLES) {
    await sql(`alter table public.${table} set schema retired`);
    await sql(`alter table rebuild.${table} set schema public`);
  }
  await sql(COUNT_REBUILDS);
  await sql('drop schema retired cascade');
  await sql('drop schema rebuild cascade');
};

export const shadowTables: ShadowTables = {
  create,
  use,
  index: async (sql) => {
    for (const table of READ_MODEL_TABLES) await indexShadow(sql, table);
  },
  copyStock: async (sql) => {
    await sql(COPY_STOCK);
  },
  holdPosition,
  holdStock: async (sql) => {
    await sql(`set local lock_timeout = '300ms'`);
    await sql('lock table public.variant in share row exclusive mode');
  },
  swap,
};
