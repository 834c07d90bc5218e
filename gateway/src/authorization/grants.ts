import type { Scope } from '@cardstock/contracts';
import { hasScope, type Viewer } from '@cardstock/service/core';
import type { AnyOf, Need } from './need.ts';

const isMet = (choice: AnyOf, has: (name: string) => boolean): boolean => choice.some((names) => names.every(has));

/** Whether a viewer who fulfils these policies has all that is needed. */
export const meets = (need: Need, viewer: Viewer, policies: ReadonlySet<string>): boolean =>
  (!need.isLogin || viewer.kind !== 'anonymous') &&
  need.scopes.every((choice) => isMet(choice, (name) => hasScope(viewer, name as Scope))) &&
  need.policies.every((choice) => isMet(choice, (name) => policies.has(name)));
