import type { SkuQuantity } from '@cardstock/contracts';
import type { Allocation, Shortage } from '../domain/allocation/allocation.ts';
import type { KnownReservation } from '../domain/reservation/reservation.ts';

export interface StoredReservation {
  readonly orderId: string;
  readonly status: KnownReservation['status'];
  readonly shortages: Shortage[];
  readonly expiresAt: Date | null;
  readonly expectedAt: Date | null;
  readonly lines: Allocation[];
  readonly waiting: SkuQuantity[];
  readonly changes: string[];
}

export const STORED_RESERVATIONS = `
  select order_id as "orderId", status, shortages, expires_at as "expiresAt", expected_at as "expectedAt",
    coalesce((select jsonb_agg(jsonb_build_object('sku', sku, 'warehouseId', warehouse_id, 'quantity', quantity)
      order by sku, warehouse_id) from reservation_line line where line.order_id = reservation.order_id), '[]') as lines,
    case when status = 'BACKORDERED' then (select jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) order by sku)
      from backorder_line line where line.order_id = reservation.order_id) else '[]' end as waiting,
    coalesce((select jsonb_agg(change_id) from reservation_change made where made.order_id = reservation.order_id), '[]') as changes
  from reservation where order_id = any($1::uuid[])`;

export const toReservation = (row: StoredReservation): KnownReservation => {
  const { orderId, status, lines, shortages, expiresAt, expectedAt, waiting, changes } = row;
  switch (status) {
    case 'HELD':
      return { status, orderId, lines, expiresAt, changes };
    case 'BACKORDERED':
      return { status, orderId, lines: waiting, shortages, expectedAt, changes };
    case 'FAILED':
      return { status, orderId, shortages };
    case 'RELEASED':
    case 'COMMITTED':
      return { status, orderId };
  }
};
