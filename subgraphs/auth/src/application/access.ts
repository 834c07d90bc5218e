import type { Viewer } from '@cardstock/service';
import { hasScope, isUser } from '@cardstock/service';

/** An e-mail address is for its owner, for staff who look after users, and for our own services. */
export const maySeeEmail = (viewer: Viewer, userId: string): boolean =>
  isUser(viewer, userId) || hasScope(viewer, 'user:read');
