import type { Sql } from '@cardstock/messaging';
import type { Reservations } from '../application/ports.ts';
import type { ReservationChange } from '../domain/reservation/decide-all.ts';
import type { KnownReservation } from '../domain/reservation/reservation.ts';
import type { StockLevel } from '../domain/stock/stock-level.ts';
import { writeLine } from './backorder-lines.ts';
import { checkPosted, MOVE_LEVELS, POSTED } from './posting.ts';
import { STORED_RESERVATIONS, type StoredReservation, toReservation } from './stored-reservation.ts';

// Advisory locks, since the first command of an order finds no row that it could lock; always in the same order.
const LOCK = `
  select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(id, 0) as key from unnest($1::text[]) as ordered(id) order by key) as locks`;

const SETTLE = `
  with header as (
    insert into reservation (order_id, status, shortages, correlation_id, expires_at, expected_at, created_at, changed_at)
    select "orderId", "status", "shortages", "correlationId", "expiresAt", "expectedAt", $4, $4
    from jsonb_to_recordset($2::jsonb) as header("orderId" uuid, "status" text, "shortages" jsonb, "correlationId" text,
      "expiresAt" timestamptz, "expectedAt" timestamptz)
    on conflict (order_id) do update
    set status = excluded.status, expires_at = excluded.expires_at, changed_at = excluded.changed_at
  ), line as (
    insert into reservation_line (order_id, sku, warehouse_id, quantity)
    select "orderId", "sku", "warehouseId", "quantity"
    from jsonb_to_recordset($3::jsonb) as line("orderId" uuid, "sku" text, "warehouseId" text, "quantity" integer)
    on conflict (order_id, sku, warehouse_id) do update set quantity = excluded.quantity
  ), ${POSTED} ${MOVE_LEVELS}`;

const NOTE_CHANGES = `
  with gone as (
    delete from reservation_line line where line.order_id = any($1::uuid[]) and not exists (
      select from jsonb_to_recordset($2::jsonb) as kept("orderId" uuid, "sku" text, "warehouseId" text)
      where kept."orderId" = line.order_id and kept."sku" = line.sku and kept."warehouseId" = line.warehouse_id)
  )
  insert into reservation_change (change_id, order_id, changed_at)
  select "changeId", "orderId", $4 from jsonb_to_recordset($3::jsonb) as made("changeId" uuid, "orderId" uuid)
  on conflict do nothing`;

const headerOf = (reservation: KnownReservation, correlationId: string) => {
  const { orderId, status } = reservation;
  const isHeld = reservation.status === 'HELD';
  return {
    orderId,
    status,
    correlationId,
    shortages: 'shortages' in reservation ? reservation.shortages : [],
    expiresAt: isHeld ? reservation.expiresAt : null,
    expectedAt: reservation.status === 'BACKORDERED' ? reservation.expectedAt : null,
  };
};

const linesOf = (changes: readonly ReservationChange[]) =>
  changes.flatMap(({ after }) =>
    after.status === 'HELD' ? after.lines.map((line) => ({ ...line, orderId: after.orderId })) : [],
  );

/** Partial releases: their ids, and the lines of which nothing is left. */
const noteChanges = async (sql: Sql, changes: readonly ReservationChange[], at: Date): Promise<void> => {
  const made = changes.flatMap(({ after }) =>
    'changes' in after ? after.changes.map((changeId) => ({ changeId, orderId: after.orderId })) : [],
  );
  if (made.length === 0) return;
  const held = changes.filter(({ after }) => after.status === 'HELD').map(({ after }) => after.orderId);
  await sql(NOTE_CHANGES, [held, JSON.stringify(linesOf(changes)), JSON.stringify(made), at]);
};

export const reservationsIn = (sql: Sql): Reservations => ({
  lock: async (orderIds) => {
    await sql(LOCK, [orderIds]);
    const rows = await sql<StoredReservation>(STORED_RESERVATIONS, [orderIds]);
    return new Map(rows.map((row) => [row.orderId, toReservation(row)]));
  },
  settle: async ({ changes, movements, correlationOf, at }) => {
    const headers = changes.map(({ after }) => headerOf(after, correlationOf(after.orderId)));
    const lines = linesOf(changes);
    const values = [JSON.stringify(movements), JSON.stringify(headers), JSON.stringify(lines), at];
    const changed = await sql<StockLevel>(SETTLE, values);
    checkPosted(movements, changed);
    await noteChanges(sql, changes, at);
    await writeLine(sql, changes);
    return changed;
  },
});
