import type { Scope } from '@cardstock/contracts';
import { forbidden, hasScope, isUser, type UserViewer, unauthenticated, type Viewer } from '@cardstock/service';
import type { Actor } from './reading/views.ts';

export const maySee = (viewer: Viewer, customerId: string): boolean =>
  isUser(viewer, customerId) || hasScope(viewer, 'order:read');

export const mayChange = (viewer: Viewer, customerId: string): boolean =>
  isUser(viewer, customerId) || hasScope(viewer, 'order:write');

/** The logged-in user. Throws UNAUTHENTICATED for anybody else. */
export const requireUser = (viewer: Viewer): UserViewer => {
  if (viewer.kind === 'user') return viewer;
  throw unauthenticated();
};

/** Throws UNAUTHENTICATED for a viewer who is nobody. */
export const requireSomebody = (viewer: Viewer): void => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
};

/** Throws UNAUTHENTICATED for nobody, FORBIDDEN for whoever lacks the scope. */
export const requireScope = (viewer: Viewer, scope: Scope): void => {
  requireSomebody(viewer);
  if (!hasScope(viewer, scope)) throw forbidden();
};

/** Under whose name the history shows what the viewer does to an order. */
export const actorOf = (viewer: Viewer, customerId: string): Actor => {
  if (isUser(viewer, customerId)) return { kind: 'customer', id: customerId };
  return { kind: 'staff', ...(viewer.kind === 'user' ? { id: viewer.id } : {}) };
};
