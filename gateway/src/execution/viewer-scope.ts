import type { Viewer } from '@cardstock/service/core';

const known = new WeakMap<Viewer, string>();

/** Who may see the same: the same user with the same rights in the same session, or anybody who is nobody. */
export const viewerScope = (viewer: Viewer): string => {
  const scope = known.get(viewer) ?? JSON.stringify(viewer);
  known.set(viewer, scope);
  return scope;
};
