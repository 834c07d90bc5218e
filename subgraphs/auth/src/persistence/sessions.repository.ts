import type { Sql } from '@cardstock/messaging';
import type { EntityManager } from '@cardstock/service';
import type { Sessions } from '../application/ports.ts';
import type { RefreshGrant } from '../domain/session.ts';
import { RefreshTokenRow } from './refresh-token.row.ts';
import { SessionRow } from './session.row.ts';

const LOCK_GRANT = `
  select session.id as "sessionId", session.user_id as "userId", session.revoked_at as "revokedAt",
         refresh_token.expires_at as "expiresAt", refresh_token.used_at as "usedAt"
  from refresh_token join session on session.id = refresh_token.session_id
  where refresh_token.hash = $1 for update`;

/** Sessions and their refresh tokens inside a transaction. */
export const sessionsIn = (em: EntityManager, sql: Sql): Sessions => ({
  open: async ({ id, userId, at }) => {
    await em.insert(SessionRow, { id, userId, createdAt: at, revokedAt: null });
  },
  addToken: async (token) => {
    await em.insert(RefreshTokenRow, { ...token, usedAt: null });
  },
  lockGrant: async (hash) => (await sql<RefreshGrant>(LOCK_GRANT, [hash]))[0],
  markUsed: async (hash, at) => {
    await em.nativeUpdate(RefreshTokenRow, { hash }, { usedAt: at });
  },
  revoke: async (id, at) => {
    await em.nativeUpdate(SessionRow, { id, revokedAt: null }, { revokedAt: at });
  },
});
