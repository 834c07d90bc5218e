import type { Sql } from '@cardstock/messaging';
import type { EntityManager } from '@cardstock/service';
import type { Notifications } from '../application/ports.ts';
import type { Notification } from '../domain/notification.ts';
import { NOTIFICATION_COLUMNS } from './notification.columns.ts';
import { NotificationRow } from './notification.row.ts';

/**
 * The next positions of a user, in the order in which transactions commit: the row stays locked until then. So a
 * reader who has seen a position never misses a lower one that commits later.
 */
const takePositions = async (sql: Sql, userId: string, count: number): Promise<number> => {
  const rows = await sql<{ last: number }>(
    'update contact set last_position = last_position + $2 where user_id = $1 returning last_position as last',
    [userId, count],
  );
  if (!rows[0]) throw new Error('a notification was written before its contact');
  return rows[0].last - count;
};

const MARK_READ = `
  update notification set read_at = coalesce(read_at, $3) where id = $1 and user_id = $2
  returning ${NOTIFICATION_COLUMNS}`;

/** Notifications inside a transaction. */
export const notificationsIn = (em: EntityManager, sql: Sql): Notifications => ({
  add: async (sourceKey, userId, list) => {
    const before = await takePositions(sql, userId, list.length);
    const known = await em.find(NotificationRow, { sourceKey, userId }, { fields: ['channel'] });
    const isNew = ({ channel }: { channel: string }): boolean => !known.some((row) => row.channel === channel);
    const added = list.filter(isNew).map((notification, index) => ({
      ...notification,
      sourceKey,
      position: before + 1 + index,
      readAt: null,
      sentAt: null,
      attempts: 0,
      lastError: null,
    }));
    if (added.length > 0) await em.insertMany(NotificationRow, added);
    return added.map(({ id }) => id);
  },
  isTold: async (sourceKey, userId) =>
    (await sql('select 1 from notification where source_key = $1 and user_id = $2 limit 1', [sourceKey, userId]))
      .length > 0,
  markRead: async (id, userId, at) => (await sql<Notification>(MARK_READ, [id, userId, at]))[0],
});
