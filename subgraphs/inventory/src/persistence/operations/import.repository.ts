import type { Sql } from '@cardstock/messaging';
import type { LineRecord, Operations } from '../../application/operations/operation-ports.ts';

const JOIN = `
  insert into stock_import (import_id, digest, actor, started_at) values ($1, $2, $3, $4)
  on conflict (import_id) do nothing`;
const LOCK = 'select digest from stock_import where import_id = $1 for update';

const OUTCOMES = 'select line, outcome from stock_import_line where import_id = $1 and line = any($2::integer[])';

const RECORD = `
  insert into stock_import_line (import_id, line, outcome)
  select $1, "line", "outcome" from jsonb_to_recordset($2::jsonb) as record("line" integer, "outcome" jsonb)`;

export const importsIn = (sql: Sql): Operations['imports'] => ({
  join: async ({ importId, digest, actor, at }) => {
    await sql(JOIN, [importId, digest, actor, at]);
    const [known] = await sql<{ digest: string }>(LOCK, [importId]);
    return known?.digest === digest;
  },
  outcomes: async <Outcome>(importId: string, lines: readonly number[]) => {
    const known = await sql<LineRecord<Outcome>>(OUTCOMES, [importId, lines]);
    return new Map(known.map(({ line, outcome }) => [line, outcome]));
  },
  record: async (importId, records) => {
    if (records.length > 0) await sql(RECORD, [importId, JSON.stringify(records)]);
  },
});
