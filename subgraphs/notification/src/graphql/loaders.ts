import type { Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { ListNotifications } from '../application/list-notifications.ts';
import type { Page, PageRequest } from '../application/ports.ts';
import type { Notification } from '../domain/notification.ts';

export interface Loaders {
  /** One batch per distinct page: a query asks for the same one of many users, or for a few under aliases. */
  pageByUser(request: PageRequest): DataLoader<string, Page>;
  readonly byOrder: DataLoader<string, readonly Notification[]>;
}

/** The batched reads of one request. */
export const makeLoaders = (list: ListNotifications, viewer: Viewer): Loaders => {
  const pages = new Map<string, DataLoader<string, Page>>();
  return {
    pageByUser: (request) => {
      const key = JSON.stringify([request.first, request.after, request.unreadOnly]);
      const loader = pages.get(key) ?? new DataLoader((userIds) => list.ofUsers(viewer, userIds, request));
      pages.set(key, loader);
      return loader;
    },
    byOrder: new DataLoader((orderIds) => list.ofOrders(viewer, orderIds)),
  };
};
