const DAY_MS = 86_400_000;
const REFRESH_LIFETIME_MS = 30 * DAY_MS;

/** What a refresh token stands for: its own state, and that of the session whose tokens form one family. */
export interface RefreshGrant {
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** valid: rotate it. over: expired, or its session has ended. reused: a thief and the owner both hold it. */
export type RefreshVerdict = 'valid' | 'over' | 'reused';

export const judgeRefresh = ({ expiresAt, usedAt, revokedAt }: RefreshGrant, at: Date): RefreshVerdict => {
  if (revokedAt) return 'over';
  if (usedAt) return 'reused';
  return expiresAt > at ? 'valid' : 'over';
};

export const refreshExpiry = (at: Date): Date => new Date(at.getTime() + REFRESH_LIFETIME_MS);
