import { expect, it } from '@jest/globals';
import { judgeRefresh } from './session.ts';

const at = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-02T12:00:00Z');
const grant = { sessionId: 's', userId: 'u', expiresAt: later, usedAt: null, revokedAt: null };

it.each([
  ['valid', 'a fresh token', grant],
  ['reused', 'a token that was used', { ...grant, usedAt: at }],
  ['reused', 'a token that was used and has expired since', { ...grant, usedAt: at, expiresAt: at }],
  ['over', 'a token that expires now', { ...grant, expiresAt: at }],
  ['over', 'a token of a session that was ended', { ...grant, revokedAt: at }],
  ['over', 'a used token of a session that was ended', { ...grant, usedAt: at, revokedAt: at }],
])('is %s: %s', (verdict, _case, of) => {
  expect(judgeRefresh(of, at)).toBe(verdict);
});
