import type { Sql } from '@cardstock/messaging';
import type { Notifications } from '../application/ports.ts';
import type { Notification } from '../domain/notification.ts';
import { NOTIFICATION_COLUMNS } from './notification.columns.ts';

// A user takes positions in the order in which transactions commit: the contact's row stays locked until then. So a
// reader who has seen a position never misses a lower one that commits later.
const ADD = `
  with wanted as (
    select * from jsonb_to_recordset($1::jsonb) as row (place integer, id uuid, "userId" uuid, "sourceKey" text,
      "orderId" uuid, event text, channel text, status text, subject text, body text, "createdAt" timestamptz)
  ), taken as (
    update contact set last_position = last_position + count
    from (select "userId", count(*)::integer as count from wanted group by "userId" order by "userId") as demand
    where user_id = "userId" returning user_id, last_position - count as before
  ), added as (
    insert into notification (id, user_id, position, source_key, order_id, event, channel, status, subject, body, created_at)
    select id, user_id, before + row_number() over (partition by user_id order by place), "sourceKey", "orderId", event,
      channel, status, subject, body, "createdAt"
    from wanted join taken on user_id = "userId" order by place
    on conflict (source_key, user_id, channel) do nothing returning id
  )
  select (select count(*)::integer from taken) as users, array(select id from added) as ids`;

const MARK_READ = `
  update notification set read_at = coalesce(read_at, $3) where id = $1 and user_id = $2
  returning ${NOTIFICATION_COLUMNS}`;

/** Notifications inside a transaction. */
export const notificationsIn = (sql: Sql): Notifications => ({
  add: async (list) => {
    if (list.length === 0) return new Set();
    const rows = list.map((notification, place) => ({ place, ...notification }));
    const [added] = await sql<{ users: number; ids: string[] }>(ADD, [JSON.stringify(rows)]);
    if (added?.users !== new Set(list.map(({ userId }) => userId)).size) {
      throw new Error('a notification was written before its contact');
    }
    return new Set(added.ids);
  },
  toldOf: async (sourceKeys) => {
    if (sourceKeys.length === 0) return new Set();
    const text = 'select distinct source_key as key from notification where source_key = any($1::text[])';
    return new Set((await sql<{ key: string }>(text, [sourceKeys])).map(({ key }) => key));
  },
  markRead: async (id, userId, at) => (await sql<Notification>(MARK_READ, [id, userId, at]))[0],
});
