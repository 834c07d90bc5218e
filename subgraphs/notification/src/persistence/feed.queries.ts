import type { Sql } from '@cardstock/messaging';
import type { ReadAfter } from '../application/ports.ts';
import type { Notification } from '../domain/notification.ts';
import { NOTIFICATION_COLUMNS } from './notification.columns.ts';

const MOST_PER_PLACE = 100;

const READ_AFTER = `
  select found.*, place::int from unnest($1::uuid[], $2::int[]) with ordinality as wanted (wanted_id, after, place)
  cross join lateral (
    select ${NOTIFICATION_COLUMNS} from notification
    where user_id = wanted_id and position > after and channel = 'IN_APP'
    order by position limit ${MOST_PER_PLACE}
  ) as found order by place, position`;

/** Reads for all subscribers of a process at once: one query, however many they are. */
export const makeReadAfter =
  (sql: Sql): ReadAfter =>
  async (places) => {
    const rows = await sql<Notification & { place: number }>(READ_AFTER, [
      places.map(({ userId }) => userId),
      places.map(({ position }) => position),
    ]);
    return places.map((_, index) => rows.filter(({ place }) => place === index + 1));
  };
