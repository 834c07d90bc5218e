import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const ORDER_TABLES: readonly string[] = [
  `create table order_event (
     stream_id uuid not null,
     version integer not null,
     type text not null,
     data jsonb not null,
     metadata jsonb not null,
     -- The status before and after, where this event changed it: what streams of statuses are read from.
     previous_status text,
     status text,
     recorded_at timestamptz not null,
     position bigint generated always as identity,
     primary key (stream_id, version)
   )`,
  `create unique index order_event_position on order_event (position)`,
  `create index order_event_status on order_event (stream_id, version) where status is not null`,
  // Readers of streams are woken after the commit; what they read is in the table, so a lost wake-up loses nothing.
  `create function notify_order_event() returns trigger language plpgsql as $$
     begin perform pg_notify('order_event', ''); return null; end $$`,
  `create trigger order_event_added after insert on order_event
     for each statement execute function notify_order_event()`,
  `create table order_summary (
     id uuid primary key,
     number text not null unique,
     customer_id uuid not null,
     status text not null,
     reason text,
     placed_at timestamptz not null,
     totals jsonb not null,
     version integer not null check (version > 0)
   )`,
  `create index order_summary_placed on order_summary (placed_at desc, id desc)`,
  `create index order_summary_customer on order_summary (customer_id, placed_at desc, id desc)`,
  `create index order_summary_status on order_summary (status, placed_at desc, id desc)`,
  `create table order_line (
     id uuid primary key,
     order_id uuid not null references order_summary (id) deferrable initially deferred,
     place integer not null,
     sku text not null,
     title text not null,
     quantity integer not null check (quantity > 0),
     unit_amount integer not null check (unit_amount >= 0),
     currency text not null,
     unique (order_id, place)
   )`,
  `create table idempotency_key (
     customer_id uuid not null,
     key uuid not null,
     body_hash text not null,
     order_id uuid not null,
     created_at timestamptz not null default now(),
     primary key (customer_id, key)
   )`,
  `create table saga (
     order_id uuid primary key references order_summary (id) deferrable initially deferred,
     status text not null,
     is_undoing boolean not null,
     next_check_at timestamptz
   )`,
  `create index saga_due on saga (next_check_at) where next_check_at is not null`,
  `create index saga_stuck on saga (order_id) where status = 'STUCK'`,
  `create table saga_step (
     order_id uuid not null references saga (order_id) deferrable initially deferred,
     name text not null,
     state text not null,
     attempts integer not null,
     undo_attempts integer not null,
     started_at timestamptz,
     finished_at timestamptz,
     compensated_at timestamptz,
     error text,
     deadline_at timestamptz,
     is_stuck boolean not null,
     primary key (order_id, name)
   )`,
  `create table payment_call (
     order_id uuid not null,
     operation text not null,
     called_at timestamptz not null,
     primary key (order_id, operation)
   )`,
  `create table sku_price (
     sku text primary key,
     title text not null,
     amount integer not null check (amount >= 0),
     currency text not null,
     weight_grams integer not null,
     as_of timestamptz not null
   )`,
];

export class CreateOrders extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...ORDER_TABLES]) this.addSql(statement);
  }
}
