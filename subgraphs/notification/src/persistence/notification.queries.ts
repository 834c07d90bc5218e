import type { Sql } from '@cardstock/messaging';
import type { NotificationQueries, PageRequest } from '../application/ports.ts';
import type { Contact, Notification } from '../domain/notification.ts';
import { NOTIFICATION_COLUMNS } from './notification.columns.ts';

const UNREAD = `channel = 'IN_APP' and read_at is null`;

const pagesSql = (onlyIf: string): string => `
  select page.*, place from unnest($1::uuid[]) with ordinality as wanted (wanted_id, place)
  cross join lateral (
    select ${NOTIFICATION_COLUMNS} from notification
    where user_id = wanted_id and ($2::bigint is null or position < $2) and ${onlyIf}
    order by position desc limit $3
  ) as page order by place, position desc`;

const countSql = (onlyIf: string): string => `
  select user_id as "userId", count(*)::int as total from notification
  where user_id = any($1::uuid[]) and ${onlyIf} group by user_id`;

const pagesOf = async (sql: Sql, userIds: readonly string[], { first, after, unreadOnly }: PageRequest) => {
  const onlyIf = unreadOnly ? UNREAD : 'true';
  const [rows, counts] = await Promise.all([
    sql<Notification>(pagesSql(onlyIf), [userIds, after, first + 1]),
    sql<{ userId: string; total: number }>(countSql(onlyIf), [userIds]),
  ]);
  return userIds.map((wanted) => ({
    rows: rows.filter(({ userId }) => userId === wanted),
    totalCount: counts.find(({ userId }) => userId === wanted)?.total ?? 0,
  }));
};

const OF_ORDERS = `
  select ${NOTIFICATION_COLUMNS} from notification
  where order_id = any($1::uuid[]) and ($2::uuid is null or user_id = $2) order by order_id, position`;

const one = async <Row>(rows: Promise<Row[]>): Promise<Row | undefined> => (await rows)[0];

/** Reads, each in a connection of its own. */
export const makeNotificationQueries = (sql: Sql, lookUp: Sql = sql): NotificationQueries => ({
  pagesOf: (userIds, request) => pagesOf(sql, userIds, request),
  ofOrders: (orderIds, userId) => sql<Notification>(OF_ORDERS, [orderIds, userId ?? null]),
  contactOf: (userId) =>
    one(
      lookUp<Contact>(
        'select user_id as "userId", email, display_name as "displayName" from contact where user_id = $1',
        [userId],
      ),
    ),
  positionOf: async (userId, id) =>
    (
      await one(
        sql<{ position: number }>('select position from notification where id = $1 and user_id = $2', [id, userId]),
      )
    )?.position,
  lastPositionOf: async (userId) =>
    (await one(sql<{ last: number }>('select last_position as last from contact where user_id = $1', [userId])))
      ?.last ?? 0,
});
