/**
 * What left the house for orders, per SKU and day (UTC), kept up by the ledger itself: whoever posts a shipment counts it.
 * `stock_seller` has one row per SKU that was ever sold, so that a list of sellers needs no scan of their days.
 */
export const SALES_BY_DAY: readonly string[] = [
  `create table stock_sale_day (
     sku text not null,
     day date not null,
     pieces integer not null,
     primary key (sku, day)
   )`,
  `create table stock_seller (sku text primary key, last_day date not null)`,
  `create function count_sales() returns trigger language plpgsql as $$
     begin
       if not exists (select from posted where kind = 'COMMIT') then return null; end if;
       insert into stock_sale_day (sku, day, pieces)
         select sku, (occurred_at at time zone 'UTC')::date, -sum(on_hand_delta)::integer from posted
         where kind = 'COMMIT' group by 1, 2 order by 1, 2
         on conflict (sku, day) do update set pieces = stock_sale_day.pieces + excluded.pieces;
       insert into stock_seller (sku, last_day)
         select sku, max((occurred_at at time zone 'UTC')::date) from posted where kind = 'COMMIT' group by 1 order by 1
         on conflict (sku) do update set last_day = excluded.last_day where stock_seller.last_day < excluded.last_day;
       return null;
     end $$`,
  `insert into stock_sale_day (sku, day, pieces)
   select sku, (occurred_at at time zone 'UTC')::date, -sum(on_hand_delta)::integer from stock_movement
   where kind = 'COMMIT' group by 1, 2`,
  `insert into stock_seller (sku, last_day) select sku, max(day) from stock_sale_day group by sku`,
  `create trigger stock_movement_sales after insert on stock_movement referencing new table as posted
     for each statement execute function count_sales()`,
];
