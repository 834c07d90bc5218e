import { forbidden, hasScope, unauthenticated, type Viewer } from '@cardstock/service';
import type { ProductStatus } from '../domain/product/status.ts';

/** Who asks for a change, and when. */
export interface StaffRequest {
  readonly viewer: Viewer;
  readonly at: Date;
}

/** The name under which a viewer changes the catalogue. Throws UNAUTHENTICATED or FORBIDDEN for whoever may not. */
export const editorOf = (viewer: Viewer): string => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'catalog:write')) throw forbidden();
  return viewer.kind === 'user' ? viewer.id : viewer.name;
};

/** Whether somebody is shown what is not for sale. Our own services see what customers see: they sell it. */
export const seesUnlisted = (viewer: Viewer): boolean => viewer.kind === 'user' && hasScope(viewer, 'catalog:write');

/** Whether what refers to a product may show it. Old orders refer to what is not sold any more; a draft is the staff's alone. */
export const mayMeet = (viewer: Viewer, { status }: { readonly status: ProductStatus }): boolean =>
  status !== 'DRAFT' || seesUnlisted(viewer);
