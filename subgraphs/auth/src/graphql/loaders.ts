import type { Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { FindUsers } from '../application/find-users.ts';
import type { User } from '../domain/user.ts';

export interface Loaders {
  readonly userById: DataLoader<string, User | null>;
}

/** The batched reads of one request. */
export const makeLoaders = (findUsers: FindUsers, viewer: Viewer): Loaders => ({
  userById: new DataLoader(async (ids) => {
    const users = await findUsers.referenced(viewer, ids);
    const byId = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  }),
});
