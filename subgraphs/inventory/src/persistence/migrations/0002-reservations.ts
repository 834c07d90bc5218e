import { Migration } from '@mikro-orm/migrations';
import { STOCK_PROOF } from './stock-proof.ts';

const WAREHOUSES_AND_POLICIES = [
  `alter table warehouse add column location text, add column is_active boolean not null default true`,
  `alter table stock_level
     add column safety_stock integer not null default 0 check (safety_stock >= 0),
     add column bin text`,
  `create table stock_policy (
     sku text primary key,
     low_stock_at integer not null default 5 check (low_stock_at >= 0),
     backorder text not null default 'DENY' check (backorder in ('DENY', 'ALLOW')),
     backorder_limit integer check (backorder_limit >= 0),
     preorder_until timestamptz,
     expected_at timestamptz,
     version integer not null default 1
   )`,
  `alter table stock_movement drop constraint stock_movement_kind_check`,
  `alter table stock_movement add constraint stock_movement_kind_check
     check (kind in ('RECEIVE', 'ADJUST', 'COUNT', 'TRANSFER', 'RESERVE', 'RELEASE', 'COMMIT'))`,
];

const RESERVATIONS = [
  `alter table reservation
     drop constraint reservation_status_check,
     add constraint reservation_status_check
       check (status in ('HELD', 'BACKORDERED', 'FAILED', 'RELEASED', 'COMMITTED')),
     add column correlation_id text not null default '',
     add column expires_at timestamptz,
     add column expected_at timestamptz`,
  // What was held before there was an end to it: its orders are asked about it now.
  `update reservation set expires_at = changed_at where status = 'HELD'`,
  `create index reservation_expiring on reservation (expires_at) where status = 'HELD' and expires_at is not null`,
  `create index reservation_line_level on reservation_line (sku, warehouse_id)`,
  // A part of what was held that was freed: the same change frees it once.
  `create table reservation_change (
     change_id uuid primary key,
     order_id uuid not null references reservation,
     changed_at timestamptz not null
   )`,
  `create index reservation_change_order on reservation_change (order_id)`,
];

const THE_LINE = [
  // Who waits for pieces, in the order of arrival. Only written by those who hold the levels of the SKU.
  `create sequence backorder_position`,
  `create table backorder_line (
     order_id uuid not null references reservation,
     sku text not null,
     quantity integer not null check (quantity > 0),
     position bigint not null,
     primary key (order_id, sku)
   )`,
  `create index backorder_line_waiting on backorder_line (sku, position) include (quantity)`,
  // A SKU whose line is to be looked at, from the position on. Only written by those who hold the levels of the SKU, too.
  `create table backorder_call (
     sku text primary key,
     calls integer not null default 1,
     served_to bigint not null default 0,
     called_at timestamptz not null default now()
   )`,
  `create function call_the_line() returns trigger language plpgsql as $$
     begin
       if exists (select from backorder_line where sku = new.sku) then
         insert into backorder_call (sku) values (new.sku)
         on conflict (sku) do update set calls = backorder_call.calls + 1, served_to = 0;
         perform pg_notify('backorder', '');
       end if;
       return null;
     end $$`,
  // Whoever frees pieces, and however: a receipt, a correction, a release, less safety stock. A level whose version alone
  // moves on was touched since its warehouse or its policy changed.
  `create trigger stock_level_grown after update on stock_level for each row
     when (new.on_hand - new.reserved - new.safety_stock > old.on_hand - old.reserved - old.safety_stock
       or (new.on_hand, new.reserved, new.safety_stock) = (old.on_hand, old.reserved, old.safety_stock))
     execute function call_the_line()`,
];

export class Migration0002Reservations extends Migration {
  override up(): void {
    for (const statement of [...WAREHOUSES_AND_POLICIES, ...RESERVATIONS, ...THE_LINE, ...STOCK_PROOF])
      this.addSql(statement);
  }
}
