import type { Sql } from '@cardstock/messaging';
import type { Operations } from '../../application/operations/operation-ports.ts';

const RECORD = `
  insert into stock_count (sku, warehouse_id, expected, counted, reason, reference, actor, counted_at)
  select "sku", "warehouseId", "expected", "counted", "reason", "reference", "actor", "at"
  from jsonb_to_recordset($1::jsonb) as counted("sku" text, "warehouseId" text, "expected" integer, "counted" integer,
    "reason" text, "reference" text, "actor" text, "at" timestamptz)`;

export const countsIn = (sql: Sql): Operations['counts'] => ({
  record: async (counts) => {
    if (counts.length > 0) await sql(RECORD, [JSON.stringify(counts)]);
  },
});
