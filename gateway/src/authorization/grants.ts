import type { Scope } from '@cardstock/contracts';
import { hasScope, type Viewer } from '@cardstock/service/core';
import type { AnyOf, Need } from './need.ts';

const isMet = (choice: AnyOf, has: (name: string) => boolean): boolean => choice.some((names) => names.every(has));

/** A graph may ask for scopes that are none of ours. */
const isGranted = (viewer: Viewer, name: string): boolean =>
  hasScope(viewer, name as Scope) || (viewer.kind === 'user' && (viewer.otherScopes?.includes(name) ?? false));

/** Whether a viewer who fulfils these policies has all that is needed. */
export const meets = (need: Need, viewer: Viewer, policies: ReadonlySet<string>): boolean =>
  (!need.isLogin || viewer.kind !== 'anonymous') &&
  need.scopes.every((choice) => isMet(choice, (name) => isGranted(viewer, name))) &&
  need.policies.every((choice) => isMet(choice, (name) => policies.has(name)));
