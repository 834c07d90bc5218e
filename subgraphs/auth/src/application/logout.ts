import { unauthenticated, type Viewer } from '@cardstock/service';
import type { Clock, Transaction } from './ports.ts';

export type Logout = (viewer: Viewer) => Promise<void>;

/** Ends the session that the viewer's access token belongs to. Doing so twice is harmless. */
export const makeLogout =
  ({ transact, now }: { readonly transact: Transaction; readonly now: Clock }): Logout =>
  async (viewer) => {
    const sessionId = viewer.kind === 'user' ? viewer.sessionId : undefined;
    if (!sessionId) throw unauthenticated();
    await transact(({ sessions }) => sessions.revoke(sessionId, now()));
  };
