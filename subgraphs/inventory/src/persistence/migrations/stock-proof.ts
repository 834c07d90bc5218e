/**
 * Proves the books: per level what the ledger and the open reservations say beside the level itself, and whether all of
 * it agrees. `stock_proof(skus)` answers for some SKUs (null: for all); `stock_ledger_breach` has a row per level that
 * nothing explains, so it must always be empty.
 */
export const STOCK_PROOF: readonly string[] = [
  `create function stock_proof(wanted text[]) returns table (
     sku text, warehouse_id text, on_hand integer, reserved integer,
     ledger_on_hand integer, ledger_reserved integer, open_reservations integer, was_negative boolean, agrees boolean
   ) language sql stable as $$
     with running as (
       select movement.sku, movement.warehouse_id, movement.on_hand_delta, movement.reserved_delta,
         sum(movement.on_hand_delta) over so_far as on_hand, sum(movement.reserved_delta) over so_far as reserved
       from stock_movement movement where wanted is null or movement.sku = any(wanted)
       window so_far as (partition by movement.sku, movement.warehouse_id order by movement.id)
     ), ledger as (
       select running.sku, running.warehouse_id, sum(on_hand_delta)::integer as on_hand, sum(reserved_delta)::integer as reserved,
         bool_or(running.on_hand < 0 or running.reserved < 0 or running.reserved > running.on_hand) as was_negative
       from running group by running.sku, running.warehouse_id
     ), held as (
       select line.sku, line.warehouse_id, sum(line.quantity)::integer as pieces
       from reservation_line line join reservation using (order_id)
       where reservation.status = 'HELD' and (wanted is null or line.sku = any(wanted))
       group by line.sku, line.warehouse_id
     ), level as (
       select known.sku, known.warehouse_id, known.on_hand, known.reserved
       from stock_level known where wanted is null or known.sku = any(wanted)
     ), books as (
       select sku, warehouse_id, coalesce(level.on_hand, 0) as on_hand, coalesce(level.reserved, 0) as reserved,
         coalesce(ledger.on_hand, 0) as ledger_on_hand, coalesce(ledger.reserved, 0) as ledger_reserved,
         coalesce(held.pieces, 0) as open_reservations, coalesce(ledger.was_negative, false) as was_negative
       from level full join ledger using (sku, warehouse_id) full join held using (sku, warehouse_id)
     )
     select books.*, books.on_hand = ledger_on_hand and books.reserved = ledger_reserved
       and books.reserved = open_reservations and not books.was_negative
     from books
   $$`,
  `create view stock_ledger_breach as select * from stock_proof(null) where not agrees`,
];
