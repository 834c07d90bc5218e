import type { ApplyLevels } from '../application/projection.ports.ts';

const APPLY = `
  update variant set available = level.available, stock_revision = level.revision
  from jsonb_to_recordset($1::jsonb) as level (sku text, available int, revision bigint)
  where variant.sku = level.sku and variant.stock_revision < level.revision`;

const UNKNOWN = `
  select sku from unnest($1::text[]) as wanted (sku) where not exists (select 1 from variant where variant.sku = wanted.sku)`;

export const applyLevels: ApplyLevels = async (sql, levels) => {
  // One order of locks for everybody: two messages about the same SKUs wait for each other, but never both.
  const ordered = [...levels].sort((one, other) => (one.sku < other.sku ? -1 : 1));
  const skus = ordered.map(({ sku }) => sku);
  await sql('select 1 from variant where sku = any($1::text[]) order by sku for no key update', [skus]);
  await sql(APPLY, [JSON.stringify(ordered)]);
  return (await sql<{ sku: string }>(UNKNOWN, [skus])).map(({ sku }) => sku);
};
