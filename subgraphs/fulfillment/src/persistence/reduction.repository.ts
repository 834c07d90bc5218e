import type { Sql } from '@cardstock/messaging';
import type { Reductions } from '../application/ports.ts';

const SAVE = `
  insert into shipment_reduction (change_id, shipment_id, is_reduced, decided_at) values ($1, $2, $3, $4)`;
const CLEAR = 'delete from shipment_line where shipment_id = $1';
const FILL = `
  insert into shipment_line (shipment_id, position, sku, quantity, warehouse_id)
  select $1, position, item->>'sku', (item->>'quantity')::integer, item->>'warehouseId'
  from jsonb_array_elements($2::jsonb) with ordinality as list(item, position)`;

/** The changes of shipments that orders asked for, each with its answer. */
export const reductionsIn = (sql: Sql): Reductions => ({
  find: async (changeId) => {
    const text = 'select is_reduced as "isReduced" from shipment_reduction where change_id = $1';
    return (await sql<{ isReduced: boolean }>(text, [changeId]))[0]?.isReduced;
  },
  save: async ({ changeId, shipment: { id, consignment }, isReduced, at }) => {
    await sql(SAVE, [changeId, id, isReduced, at]);
    if (!isReduced) return;
    await sql(CLEAR, [id]);
    await sql(FILL, [id, JSON.stringify(consignment?.lines ?? [])]);
  },
});
