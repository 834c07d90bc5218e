import { isUuid } from '@cardstock/contracts';
import { forbidden, hasScope, isUser, unauthenticated, type Viewer } from '@cardstock/service';
import type { Notification } from '../domain/notification.ts';
import type { NotificationQueries, Page, PageRequest } from './ports.ts';

/** Lists in the order of the ids, each with what the viewer may see of it. */
export interface ListNotifications {
  ofUsers(viewer: Viewer, userIds: readonly string[], request: PageRequest): Promise<(Page | Error)[]>;
  ofOrders(viewer: Viewer, orderIds: readonly string[]): Promise<Notification[][]>;
}

const NOTHING: Page = { rows: [], totalCount: 0 };

const byKey = <Value>(keys: readonly string[], values: readonly Value[]): Map<string, Value> =>
  new Map(keys.flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]]])));

/** Notifications are for the user they went to, and for staff who look after users. */
export const makeListNotifications = (queries: NotificationQueries): ListNotifications => ({
  ofUsers: async (viewer, userIds, request) => {
    if (viewer.kind === 'anonymous') throw unauthenticated();
    const mayRead = (userId: string): boolean => isUser(viewer, userId) || hasScope(viewer, 'user:read');
    const readable = userIds.filter((userId) => mayRead(userId) && isUuid(userId));
    const pages = byKey(readable, readable.length > 0 ? await queries.pagesOf(readable, request) : []);
    return userIds.map((userId) => (mayRead(userId) ? (pages.get(userId) ?? NOTHING) : forbidden()));
  },
  ofOrders: async (viewer, orderIds) => {
    if (viewer.kind === 'anonymous') return orderIds.map(() => []);
    const onlyTo = viewer.kind === 'user' && !hasScope(viewer, 'user:read') ? viewer.id : undefined;
    const found = await queries.ofOrders(orderIds.filter(isUuid), onlyTo);
    return orderIds.map((id) => found.filter(({ orderId }) => orderId === id));
  },
});
