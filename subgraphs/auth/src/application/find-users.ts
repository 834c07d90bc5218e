import { isUuid } from '@cardstock/contracts';
import { badUserInput, forbidden, hasScope, unauthenticated, type Viewer } from '@cardstock/service';
import type { User } from '../domain/user.ts';
import type { UserQueries } from './ports.ts';

const MOST_IDS = 500;

export interface FindUsers {
  /** For references: whoever holds one was given it by a subgraph that checked their right to it. */
  referenced(viewer: Viewer, ids: readonly string[]): Promise<User[]>;
  /** For our own services, and staff who look after users. */
  forServices(viewer: Viewer, ids: readonly string[]): Promise<User[]>;
}

export const makeFindUsers = (queries: UserQueries): FindUsers => {
  const withIds = (ids: readonly string[]): Promise<User[]> => queries.withIds([...new Set(ids.filter(isUuid))]);
  return {
    referenced: async (viewer, ids) => (viewer.kind === 'anonymous' ? [] : withIds(ids)),
    forServices: async (viewer, ids) => {
      if (viewer.kind === 'anonymous') throw unauthenticated();
      if (!hasScope(viewer, 'user:read')) throw forbidden();
      if (ids.length > MOST_IDS) throw badUserInput({ field: 'ids', message: `must be at most ${MOST_IDS}` });
      return withIds(ids);
    },
  };
};
