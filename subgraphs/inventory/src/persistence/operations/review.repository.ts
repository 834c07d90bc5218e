import type { Sql } from '@cardstock/messaging';
import type { Operations, WarehouseReview } from '../../application/operations/operation-ports.ts';

// Whoever closes and opens a warehouse again lets the review start over.
const ASK = `
  insert into warehouse_review (warehouse_id, correlation_id) values ($1, $2)
  on conflict (warehouse_id) do update set after_sku = '', correlation_id = excluded.correlation_id`;

const NEXT = `
  select warehouse_id as "warehouseId", after_sku as "afterSku", correlation_id as "correlationId" from warehouse_review
  order by warehouse_id limit 1 for update skip locked`;

const SKUS = `
  select sku from stock_level where sku > $2 and warehouse_id = $1 and on_hand > reserved order by sku limit $3`;

export const reviewsIn = (sql: Sql): Operations['reviews'] => ({
  ask: async (warehouseId, correlationId) => {
    await sql(ASK, [warehouseId, correlationId]);
  },
  next: async () => (await sql<WarehouseReview>(NEXT))[0],
  skusIn: async ({ warehouseId, afterSku }, limit) =>
    (await sql<{ sku: string }>(SKUS, [warehouseId, afterSku, limit])).map(({ sku }) => sku),
  proceed: async ({ warehouseId }, afterSku) => {
    await (afterSku === undefined
      ? sql('delete from warehouse_review where warehouse_id = $1', [warehouseId])
      : sql('update warehouse_review set after_sku = $2 where warehouse_id = $1', [warehouseId, afterSku]));
  },
});
