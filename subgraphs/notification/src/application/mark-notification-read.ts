import { isUuid } from '@cardstock/contracts';
import { notFound, unauthenticated, type Viewer } from '@cardstock/service';
import type { Notification } from '../domain/notification.ts';
import type { Clock, Transaction } from './ports.ts';

export type MarkNotificationRead = (viewer: Viewer, id: string) => Promise<Notification>;

/** Marks one of the viewer's own notifications as read; the first time counts. Throws NOT_FOUND for any other. */
export const makeMarkNotificationRead =
  ({ transact, now }: { readonly transact: Transaction; readonly now: Clock }): MarkNotificationRead =>
  async (viewer, id) => {
    if (viewer.kind !== 'user') throw unauthenticated();
    if (!isUuid(id)) throw notFound('notification');
    const marked = await transact(({ notifications }) => notifications.markRead(id, viewer.id, now()));
    if (!marked) throw notFound('notification');
    return marked;
  };
