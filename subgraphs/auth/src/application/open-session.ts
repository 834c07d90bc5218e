import { newId } from '@cardstock/contracts';
import { refreshExpiry } from '../domain/session.ts';
import type { User } from '../domain/user.ts';
import type { RefreshSecrets, Sessions, SignAccessToken } from './ports.ts';

/** What a client holds after it logged in. */
export interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly user: User;
}

export interface SessionTools {
  readonly signAccessToken: SignAccessToken;
  readonly secrets: RefreshSecrets;
}

interface Continuation {
  readonly sessionId: string;
  readonly user: User;
  readonly at: Date;
}

/** Gives out the next pair of tokens of a session. */
export const issueTokens = async (
  sessions: Sessions,
  { signAccessToken, secrets }: SessionTools,
  { sessionId, user, at }: Continuation,
): Promise<Session> => {
  const refreshToken = secrets.make();
  await sessions.addToken({
    hash: secrets.hashOf(refreshToken),
    sessionId,
    issuedAt: at,
    expiresAt: refreshExpiry(at),
  });
  const access = await signAccessToken({ userId: user.id, roles: user.roles, sessionId }, at);
  return { accessToken: access.token, accessTokenExpiresAt: access.expiresAt, refreshToken, user };
};

/** Starts a session of its own for a user who has just proved who they are. */
export const openSession = async (sessions: Sessions, tools: SessionTools, user: User, at: Date): Promise<Session> => {
  const sessionId = newId();
  await sessions.open({ id: sessionId, userId: user.id, at });
  return issueTokens(sessions, tools, { sessionId, user, at });
};
