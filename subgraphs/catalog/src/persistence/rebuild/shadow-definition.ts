import type { Sql } from '@cardstock/messaging';

/** The tables that are made of events of products: all that a rebuild puts in place anew. */
export const READ_MODEL_TABLES = ['product', 'unlisted_product', 'variant', 'price_point'];

const SHADOW = 'rebuild';

const OPTIONS = `
  select format('alter table ${SHADOW}.%I set (%s)', relname, array_to_string(reloptions, ', ')) as statement
  from pg_class where oid = $1::regclass and reloptions is not null`;

// A key's index comes with it. Checks and defaults are copied with the columns.
const KEYS = `
  select format('alter table ${SHADOW}.%I add constraint %I %s', $2::text, conname, pg_get_constraintdef(oid)) as statement
  from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u')`;

const TRIGGERS = `
  select replace(pg_get_triggerdef(oid), format(' ON public.%I ', $2::text), format(' ON ${SHADOW}.%I ', $2::text)) as statement
  from pg_trigger where tgrelid = $1::regclass and not tgisinternal`;

const INDEXES = `
  select replace(pg_get_indexdef(indexrelid), format(' ON public.%I ', $2::text), format(' ON ${SHADOW}.%I ', $2::text)) as statement
  from pg_index where indrelid = $1::regclass
    and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)
  order by indexrelid`;

const runAll = async (sql: Sql, definitions: string, table: string): Promise<void> => {
  const values = definitions === OPTIONS ? [`public.${table}`] : [`public.${table}`, table];
  for (const { statement } of await sql<{ statement: string }>(definitions, values)) await sql(statement);
};

/** Makes a table as the one that is read is now, with its keys and triggers, and the same names for everything. */
export const createShadow = async (sql: Sql, table: string): Promise<void> => {
  await sql(
    `create table ${SHADOW}.${table} (like public.${table} including all excluding indexes excluding statistics)`,
  );
  for (const definitions of [OPTIONS, KEYS, TRIGGERS]) await runAll(sql, definitions, table);
};

/** Its other indexes: sooner made over a full table than kept while it is filled. */
export const indexShadow = async (sql: Sql, table: string): Promise<void> => {
  await runAll(sql, INDEXES, table);
  await sql(`analyze ${SHADOW}.${table}`);
};

const SHAPE = `
  select md5(string_agg(attrelid::regclass || attname || format_type(atttypid, atttypmod), ',' order by attrelid::regclass::text, attnum)) as shape
  from pg_attribute where attrelid = any($1::regclass[]) and attnum > 0 and not attisdropped`;

/** Changes when a migration changes the columns of the tables that are read. */
export const shapeOfReadModel = async (sql: Sql): Promise<string> => {
  const [row] = await sql<{ shape: string }>(SHAPE, [READ_MODEL_TABLES.map((table) => `public.${table}`)]);
  return row?.shape ?? '';
};
