import { Migration } from '@mikro-orm/migrations';

/** Booked by the database itself with each fact about money, so that no writer of facts can forget it. */
const BOOK_PAYMENT = `create function book_payment() returns trigger language plpgsql as $$
   declare
     of_last text;
     its_currency text;
     open_amount integer;
     amount integer := (new.data->'amount'->>'amount')::integer;
   begin
     select (array_agg(entry.provider_ref order by position desc) filter (where kind = 'AUTHORIZED'))[1], min(entry.currency),
            coalesce(sum(case kind when 'AUTHORIZED' then entry.amount when 'REFUNDED' then 0 else -entry.amount end), 0)
       into of_last, its_currency, open_amount
       from payment_entry entry where order_id = new.stream_id;
     its_currency := coalesce(new.data->'amount'->>'currency', its_currency);
     if new.type = 'PaymentAuthorized' then
       perform book_entry(new.stream_id, new.version, 'AUTHORIZED', amount, its_currency, new.data->>'paymentId', new.recorded_at);
     elsif new.type = 'PaymentRefunded' then
       perform book_entry(new.stream_id, new.version, 'REFUNDED', amount, its_currency, new.data->>'refundRef', new.recorded_at);
     else
       if new.type = 'PaymentCaptured' then
         perform book_entry(new.stream_id, new.version, 'CAPTURED', amount, its_currency, of_last, new.recorded_at);
         open_amount := open_amount - amount;
       end if;
       -- Let go of; and what a capture leaves over, the provider lets go of at once.
       if open_amount > 0 then
         perform book_entry(new.stream_id, new.version, 'VOIDED', open_amount, its_currency, of_last, new.recorded_at);
       end if;
     end if;
     return null;
   end $$`;

const BOOK_ENTRY = `create function book_entry(
     of_order uuid, of_version integer, of_kind text, of_amount integer, in_currency text, ref text, booked_at timestamptz
   ) returns void language sql as $$
   insert into payment_entry (order_id, version, kind, amount, currency, provider_ref, at)
   values (of_order, of_version, of_kind, of_amount, in_currency, ref, booked_at) $$`;

/** Orders whose entries cannot be, or do not say what their facts say. Empty, always. */
const BREACH = `create view payment_breach as
   with entry as (
     select order_id,
       coalesce(sum(amount) filter (where kind = 'AUTHORIZED'), 0) as authorized,
       coalesce(sum(amount) filter (where kind = 'CAPTURED'), 0) as captured,
       coalesce(sum(amount) filter (where kind = 'VOIDED'), 0) as voided,
       coalesce(sum(amount) filter (where kind = 'REFUNDED'), 0) as refunded,
       count(distinct currency) as currencies
     from payment_entry group by order_id),
   fact as (
     select stream_id as order_id,
       coalesce(sum((data->'amount'->>'amount')::integer) filter (where type = 'PaymentAuthorized'), 0) as authorized,
       coalesce(sum((data->'amount'->>'amount')::integer) filter (where type = 'PaymentCaptured'), 0) as captured,
       coalesce(sum((data->'amount'->>'amount')::integer) filter (where type = 'PaymentRefunded'), 0) as refunded
     from order_event where type in ('PaymentAuthorized', 'PaymentCaptured', 'PaymentRefunded') group by stream_id)
   select order_id, entry.authorized, entry.captured, entry.voided, entry.refunded
   from entry full join fact using (order_id)
   where entry.authorized is distinct from fact.authorized or entry.captured is distinct from fact.captured
      or entry.refunded is distinct from fact.refunded or entry.refunded > entry.captured
      or entry.captured + entry.voided > entry.authorized or entry.currencies > 1`;

const PAYMENT_TABLES: readonly string[] = [
  // What it told is in payment_task now.
  'drop table payment_call',
  `create table payment_entry (
     position bigint generated always as identity primary key,
     order_id uuid not null,
     version integer not null,
     kind text not null check (kind in ('AUTHORIZED', 'CAPTURED', 'VOIDED', 'REFUNDED')),
     amount integer not null check (amount > 0),
     currency text not null,
     provider_ref text not null,
     at timestamptz not null
   )`,
  `create unique index payment_entry_ref on payment_entry (provider_ref, kind)`,
  `create index payment_entry_order on payment_entry (order_id, position)`,
  BOOK_ENTRY,
  BOOK_PAYMENT,
  `create trigger order_event_books_payment after insert on order_event for each row
     when (new.type in ('PaymentAuthorized', 'PaymentCaptured', 'PaymentVoided', 'AuthorizationLost', 'PaymentRefunded'))
     execute function book_payment()`,
  `create function refuse_change() returns trigger language plpgsql as $$
     begin raise exception '% is append-only', tg_table_name; end $$`,
  `create trigger payment_entry_is_append_only before update or delete or truncate on payment_entry
     for each statement execute function refuse_change()`,
  BREACH,
  `create table payment_task (
     order_id uuid not null,
     operation text not null,
     attempt integer not null default 1,
     is_key_used_up boolean not null default false,
     asked_at timestamptz not null,
     last_asked_at timestamptz not null,
     retries integer not null default 0,
     due_at timestamptz,
     primary key (order_id, operation)
   )`,
  `create index payment_task_due on payment_task (due_at) where due_at is not null`,
  `create table payment_reconciled (
     order_id uuid primary key,
     checked_at timestamptz not null,
     difference integer not null
   )`,
  `create table payment_reconciliation (
     id uuid primary key,
     run_id uuid not null,
     order_id text,
     provider_ref text not null,
     kind text not null,
     ours integer not null,
     theirs integer not null,
     currency text not null,
     resolution text not null,
     at timestamptz not null
   )`,
  `create index payment_reconciliation_at on payment_reconciliation (at desc, id desc)`,
  `create table payment_reconcile_run (
     id uuid primary key,
     started_at timestamptz not null,
     since timestamptz not null,
     finished_at timestamptz,
     payments integer not null default 0,
     mismatches integer not null default 0
   )`,
  `create index payment_reconcile_run_started on payment_reconcile_run (started_at desc)`,
];

export class CreatePayments extends Migration {
  override up(): void {
    for (const statement of PAYMENT_TABLES) this.addSql(statement);
  }
}
