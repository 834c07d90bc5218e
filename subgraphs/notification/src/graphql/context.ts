import type { Viewer } from '@cardstock/service';
import type { ReceiveNotifications } from '../application/receive-notifications.ts';
import type { Loaders } from './loaders.ts';

/** What a resolver learns of the request. */
export interface Context {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** Here, because the `subscribe` function of a subscription has no resolver instance to ask. */
  readonly receiveNotifications: ReceiveNotifications;
}
