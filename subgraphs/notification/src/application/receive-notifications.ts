import { isUuid } from '@cardstock/contracts';
import { badUserInput, unauthenticated, type Viewer } from '@cardstock/service';
import type { Notification } from '../domain/notification.ts';
import type { NotificationQueries } from './ports.ts';

/** The notifications of one user after a position: those that are there, then those that come. */
export type Feed = (userId: string, after: number) => AsyncIterable<Notification>;
export type ReceiveNotifications = (viewer: Viewer, after: string | undefined) => Promise<AsyncIterable<Notification>>;

/** The viewer's own notifications in the app, live, from now on or after the last one they saw. */
export const makeReceiveNotifications =
  (queries: NotificationQueries, feed: Feed): ReceiveNotifications =>
  async (viewer, after) => {
    if (viewer.kind !== 'user') throw unauthenticated();
    if (after === undefined) return feed(viewer.id, await queries.lastPositionOf(viewer.id));
    const position = isUuid(after) ? await queries.positionOf(viewer.id, after) : undefined;
    if (position === undefined) throw badUserInput({ field: 'after', message: 'is not one of your notifications' });
    return feed(viewer.id, position);
  };
