import type { Sql } from '@cardstock/messaging';
import type { Reservations } from '../application/ports.ts';
import type { Allocation, Shortage } from '../domain/allocation.ts';
import type { KnownReservation, Reservation } from '../domain/reservation.ts';

interface ReservationRecord {
  readonly status: KnownReservation['status'];
  readonly shortages: Shortage[];
  readonly lines: Allocation[];
}

const FIND = `
  select status, shortages, coalesce(
    (select jsonb_agg(jsonb_build_object('sku', sku, 'warehouseId', warehouse_id, 'quantity', quantity) order by sku, warehouse_id)
     from reservation_line where order_id = $1), '[]') as lines
  from reservation where order_id = $1`;

const SAVE = `
  insert into reservation (order_id, status, shortages, created_at, changed_at) values ($1, $2, $3::jsonb, $4, $4)
  on conflict (order_id) do update set status = excluded.status, changed_at = excluded.changed_at`;

const SAVE_HELD = `
  with header as (
    insert into reservation (order_id, status, shortages, created_at, changed_at) values ($1, 'HELD', '[]', $3, $3)
  )
  insert into reservation_line (order_id, sku, warehouse_id, quantity)
  select $1, "sku", "warehouseId", "quantity"
  from jsonb_to_recordset($2::jsonb) as line("sku" text, "warehouseId" text, "quantity" integer)`;

const toReservation = (orderId: string, row: ReservationRecord | undefined): Reservation => {
  switch (row?.status) {
    case undefined:
      return { status: 'UNKNOWN', orderId };
    case 'HELD':
      return { status: 'HELD', orderId, lines: row.lines };
    case 'FAILED':
      return { status: 'FAILED', orderId, shortages: row.shortages };
    case 'RELEASED':
    case 'COMMITTED':
      return { status: row.status, orderId };
  }
};

export const reservationsIn = (sql: Sql): Reservations => ({
  lock: async (orderId) => {
    // An advisory lock, since the first command of an order finds no row that it could lock.
    await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [orderId]);
    const [row] = await sql<ReservationRecord>(FIND, [orderId]);
    return toReservation(orderId, row);
  },
  save: async (reservation, at) => {
    const { orderId, status } = reservation;
    if (status === 'HELD') {
      await sql(SAVE_HELD, [orderId, JSON.stringify(reservation.lines), at]);
    } else {
      await sql(SAVE, [orderId, status, JSON.stringify(status === 'FAILED' ? reservation.shortages : []), at]);
    }
  },
});
