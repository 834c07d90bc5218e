/**
 * The tables of reliable messaging, for the first migration of every database that sends or receives.
 * `outbox_message` is written with the change it tells of; `inbox_message` with the effect of a message.
 */
export const MESSAGING_TABLES: readonly string[] = [
  `create table outbox_message (
     position bigint generated always as identity primary key,
     id uuid not null,
     type text not null,
     envelope jsonb not null,
     created_at timestamptz not null default now(),
     published_at timestamptz
   )`,
  // A command that is sent again keeps its id: only an unpublished row of that id makes another one pointless.
  `create unique index outbox_message_waiting_id on outbox_message (id) where published_at is null`,
  `create index outbox_message_waiting on outbox_message (position) where published_at is null`,
  `create index outbox_message_published on outbox_message (published_at) where published_at is not null`,
  `create function notify_outbox() returns trigger language plpgsql as $$
     begin perform pg_notify('outbox', ''); return null; end $$`,
  `create trigger outbox_message_added after insert on outbox_message
     for each statement execute function notify_outbox()`,
  `create table inbox_message (
     message_id uuid primary key,
     received_at timestamptz not null default now()
   )`,
  `create index inbox_message_received on inbox_message (received_at)`,
  `create table dead_letter (
     message_id uuid primary key,
     type text not null,
     envelope jsonb not null,
     error text not null,
     attempts integer not null,
     failed_at timestamptz not null default now()
   )`,
  `create index dead_letter_failed on dead_letter (failed_at, message_id)`,
  `create table deadline (
     id uuid primary key,
     name text not null,
     subject text not null,
     due_at timestamptz not null,
     attempts integer not null default 0,
     data jsonb not null
   )`,
  `create index deadline_due on deadline (due_at)`,
  `create index deadline_subject on deadline (subject)`,
  `create function notify_deadline() returns trigger language plpgsql as $$
     begin perform pg_notify('deadline', ''); return null; end $$`,
  `create trigger deadline_added after insert or update on deadline
     for each statement execute function notify_deadline()`,
];
