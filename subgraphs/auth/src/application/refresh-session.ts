import { type Outcome, ok, refuse } from '../domain/outcome.ts';
import { judgeRefresh } from '../domain/session.ts';
import { issueTokens, type Session, type SessionTools } from './open-session.ts';
import type { Clock, Transaction } from './ports.ts';

export interface RefreshRefusal {
  readonly code: 'SESSION_REVOKED';
}
export type RefreshSession = (refreshToken: string) => Promise<Outcome<Session, RefreshRefusal>>;

interface RefreshPorts extends SessionTools {
  readonly transact: Transaction;
  readonly now: Clock;
  /** Called when a token came a second time: somebody else has it. */
  readonly onReuse: (found: { readonly sessionId: string; readonly userId: string }) => void;
}

/** Exchanges a refresh token for the next pair. One that was exchanged before ends the whole session. */
export const makeRefreshSession =
  ({ transact, now, onReuse, ...tools }: RefreshPorts): RefreshSession =>
  async (refreshToken) => {
    const at = now();
    const hash = tools.secrets.hashOf(refreshToken);
    return transact(async ({ sessions, users }) => {
      const grant = await sessions.lockGrant(hash);
      const user = grant && (await users.withId(grant.userId));
      if (!grant || !user) return refuse({ code: 'SESSION_REVOKED' });
      const verdict = judgeRefresh(grant, at);
      if (verdict === 'reused') {
        await sessions.revoke(grant.sessionId, at);
        onReuse(grant);
      }
      if (verdict !== 'valid') return refuse({ code: 'SESSION_REVOKED' });
      await sessions.markUsed(hash, at);
      return ok(await issueTokens(sessions, tools, { sessionId: grant.sessionId, user, at }));
    });
  };
