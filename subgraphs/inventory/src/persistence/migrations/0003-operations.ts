import { Migration } from '@mikro-orm/migrations';
import { SALES_BY_DAY } from './sales-by-day.ts';

const appendOnly = (table: string): readonly string[] => [
  `create trigger ${table}_append_only before update or delete or truncate on ${table}
     for each statement execute function refuse_to_rewrite()`,
];

const WHO_DID_WHAT = [
  `alter table warehouse add column version integer not null default 1`,
  `alter table stock_movement add column reference text`,
  `create index stock_movement_sku on stock_movement (sku, id)`,
  `create function refuse_to_rewrite() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name; end $$`,
  // A count that found what was expected moves nothing, but says that somebody looked.
  `create table stock_count (
     id bigint generated always as identity primary key,
     sku text not null,
     warehouse_id text not null references warehouse,
     expected integer not null,
     counted integer not null check (counted >= 0),
     reason text not null,
     reference text,
     actor text not null,
     counted_at timestamptz not null
   )`,
  `create index stock_count_level on stock_count (sku, warehouse_id, id)`,
  ...appendOnly('stock_count'),
  // Changes of what is no piece, and so no movement: policies, safety stock, warehouses.
  `create table stock_setting_change (
     id bigint generated always as identity primary key,
     setting text not null check (setting in ('POLICY', 'SAFETY_STOCK', 'WAREHOUSE')),
     sku text,
     warehouse_id text,
     before jsonb,
     after jsonb not null,
     reason text not null,
     actor text not null,
     changed_at timestamptz not null
   )`,
  ...appendOnly('stock_setting_change'),
];

const ALERTS = [
  `create table stock_alert (
     sku text primary key,
     state text not null check (state in ('IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK')),
     since timestamptz not null,
     crossings integer not null default 0
   )`,
  `create index stock_alert_state on stock_alert (state, sku) where state <> 'IN_STOCK'`,
  `create index stock_alert_standing on stock_alert (sku) where state <> 'IN_STOCK'`,
  `insert into stock_alert (sku, state, since)
   select sku, case when available <= 0 then 'OUT_OF_STOCK' else 'LOW_STOCK' end, now() from (
     select sku, sum(greatest(0, on_hand - reserved - safety_stock)) as available from stock_level group by sku) as known
   where available <= 5`,
];

const FILES = [
  `create table stock_import (
     import_id uuid primary key,
     digest text not null,
     actor text not null,
     started_at timestamptz not null
   )`,
  `create table stock_import_line (
     import_id uuid not null references stock_import,
     line integer not null,
     outcome jsonb not null,
     primary key (import_id, line)
   )`,
];

// A warehouse whose stock counts, or no longer counts, as available: its SKUs are gone through in pages.
const WAREHOUSE_REVIEWS = [
  `create table warehouse_review (
     warehouse_id text primary key references warehouse,
     after_sku text not null default '',
     correlation_id text not null
   )`,
];

export class Migration0003Operations extends Migration {
  override up(): void {
    for (const statement of [...WHO_DID_WHAT, ...ALERTS, ...SALES_BY_DAY, ...FILES, ...WAREHOUSE_REVIEWS])
      this.addSql(statement);
  }
}
