import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const CONTACTS = [
  `create table contact (
     user_id uuid primary key,
     email text not null,
     display_name text not null,
     last_position integer not null default 0
   )`,
];

const NOTIFICATIONS = [
  `create table notification (
     id uuid primary key,
     user_id uuid not null references contact (user_id),
     position integer not null,
     source_key text not null,
     order_id uuid,
     event text not null,
     channel text not null check (channel in ('EMAIL', 'IN_APP', 'SMS', 'PUSH')),
     status text not null check (status in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'BOUNCED')),
     subject text not null,
     body text not null,
     created_at timestamptz not null,
     read_at timestamptz,
     sent_at timestamptz,
     attempts integer not null default 0,
     last_error text,
     unique (user_id, position),
     unique (source_key, user_id, channel)
   )`,
  `create index notification_unread on notification (user_id, position) where channel = 'IN_APP' and read_at is null`,
  `create index notification_order on notification (order_id, position) where order_id is not null`,
  `create function notify_notification() returns trigger language plpgsql as $$
     begin perform pg_notify('notification', ''); return null; end $$`,
  `create trigger notification_added after insert on notification
     for each statement execute function notify_notification()`,
];

export class CreateNotifications extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...CONTACTS, ...NOTIFICATIONS]) this.addSql(statement);
  }
}
