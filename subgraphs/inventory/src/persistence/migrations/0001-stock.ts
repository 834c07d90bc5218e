import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const TABLES = [
  `create table warehouse (
     id text primary key,
     code text not null unique,
     name text not null,
     priority integer not null
   )`,
  `insert into warehouse (id, code, name, priority) values
     ('wh-east', 'EAST', 'Cardstock East (Columbus)', 1),
     ('wh-west', 'WEST', 'Cardstock West (Reno)', 2)`,
  `create table stock_level (
     sku text not null,
     warehouse_id text not null references warehouse,
     on_hand integer not null default 0,
     reserved integer not null default 0,
     version integer not null default 1,
     primary key (sku, warehouse_id),
     check (on_hand >= 0),
     check (reserved >= 0),
     check (reserved <= on_hand)
   ) with (fillfactor = 80)`,
  `create table reservation (
     order_id uuid primary key,
     status text not null check (status in ('HELD', 'FAILED', 'RELEASED', 'COMMITTED')),
     shortages jsonb not null default '[]',
     created_at timestamptz not null,
     changed_at timestamptz not null
   )`,
  `create table reservation_line (
     order_id uuid not null references reservation,
     sku text not null,
     warehouse_id text not null,
     quantity integer not null check (quantity > 0),
     primary key (order_id, sku, warehouse_id)
   )`,
  `create table stock_movement (
     id bigint generated always as identity primary key,
     sku text not null,
     warehouse_id text not null,
     kind text not null check (kind in ('RECEIVE', 'ADJUST', 'RESERVE', 'RELEASE', 'COMMIT')),
     on_hand_delta integer not null,
     reserved_delta integer not null,
     order_id uuid,
     reason text not null,
     actor text not null,
     occurred_at timestamptz not null,
     check (on_hand_delta <> 0 or reserved_delta <> 0)
   )`,
  `create index stock_movement_level on stock_movement (sku, warehouse_id, id)`,
  `create index stock_movement_order on stock_movement (order_id) where order_id is not null`,
  // The ledger is what the levels are checked against: nobody rewrites it, not even by mistake.
  `create function refuse_to_rewrite_the_ledger() returns trigger language plpgsql as $$
     begin raise exception 'stock_movement is append-only'; end $$`,
  `create trigger stock_movement_append_only before update or delete or truncate on stock_movement
     for each statement execute function refuse_to_rewrite_the_ledger()`,
];

export class Migration0001Stock extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...TABLES]) this.addSql(statement);
  }
}
