import type { Role, Scope } from '@cardstock/contracts';

/** Who asks. Every use case takes it as an argument and looks at it first. */
export type Viewer = AnonymousViewer | UserViewer | ServiceViewer;

export interface AnonymousViewer {
  readonly kind: 'anonymous';
}
export interface UserViewer {
  readonly kind: 'user';
  readonly id: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly sessionId?: string;
  /**
   * What else the client's token grants, by names that are none of ours: the directives of a graph may ask for it. Internal
   * tokens do not carry it.
   */
  readonly otherScopes?: readonly string[];
}
export interface ServiceViewer {
  readonly kind: 'service';
  readonly name: string;
}

export const ANONYMOUS: AnonymousViewer = { kind: 'anonymous' };

/** True for a user who was granted the scope, and for our own services. */
export const hasScope = (viewer: Viewer, scope: Scope): boolean =>
  viewer.kind === 'service' || (viewer.kind === 'user' && viewer.scopes.includes(scope));

/** True for the user with this id. */
export const isUser = (viewer: Viewer, id: string): boolean => viewer.kind === 'user' && viewer.id === id;
