import { forbidden, hasScope, unauthenticated, type Viewer } from '@cardstock/service';

/** Who asks for a change, the correlation id of the request, and when. */
export interface StaffRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly at: Date;
}

/** Throws UNAUTHENTICATED or FORBIDDEN for whoever may not look at stock. */
export const checkMayRead = (viewer: Viewer): void => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'stock:read')) throw forbidden();
};

/** The name under which a viewer writes into the ledger. Throws for whoever may not. */
export const editorOf = (viewer: Viewer): string => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'stock:write')) throw forbidden();
  return viewer.kind === 'user' ? viewer.id : viewer.name;
};
