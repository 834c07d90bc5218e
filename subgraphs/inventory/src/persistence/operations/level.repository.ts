import type { Sql } from '@cardstock/messaging';
import type { Operations } from '../../application/operations/operation-ports.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { LEVEL } from '../levels.ts';

const OPEN = `
  insert into stock_level (sku, warehouse_id)
  select distinct "sku", warehouse.id
  from jsonb_to_recordset($1::jsonb) as place("sku" text, "warehouseId" text) join warehouse on warehouse.id = "warehouseId"
  where exists (select from stock_level known where known.sku = "sku")
    and not exists (select from stock_level known where known.sku = "sku" and known.warehouse_id = "warehouseId")
  order by 1, 2
  on conflict do nothing`;

const KEEP_BACK = `
  update stock_level level set safety_stock = $3, version = version + 1 where sku = $1 and warehouse_id = $2 returning ${LEVEL}`;

export const levelsIn = (sql: Sql): Operations['levels'] => ({
  open: async (places) => {
    await sql(OPEN, [JSON.stringify(places)]);
  },
  keepBack: async ({ sku, warehouseId }, pieces) => {
    const [level] = await sql<StockLevel>(KEEP_BACK, [sku, warehouseId, pieces]);
    if (!level) throw new Error('a locked level is gone');
    return level;
  },
});
