import { describe, expect, it } from '@jest/globals';
import { makeSessions, SESSION_SECONDS } from './session.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const sessions = makeSessions('user:root:first-key-0123456789');
const text = sessions.open('key-1', NOW);

describe('a session', () => {
  it('is read again until it is over', () => {
    expect(sessions.read(text, later(1))?.keyId).toBe('key-1');
    expect(sessions.read(text, later(SESSION_SECONDS - 1))?.keyId).toBe('key-1');
    expect(sessions.read(text, later(SESSION_SECONDS))).toBeUndefined();
  });

  it('cannot be forged', () => {
    const [payload = '', signature = ''] = text.split('.');
    const other = Buffer.from(JSON.stringify(['root', NOW.getTime() * 2])).toString('base64url');
    for (const forged of ['', '.', payload, `${payload}.`, `${other}.${signature}`, `${payload}.${'A'.repeat(43)}`])
      expect(sessions.read(forged, NOW)).toBeUndefined();
  });

  it('ends with the root key', () => {
    expect(makeSessions('user:root:other-key-0123456789').read(text, NOW)).toBeUndefined();
  });
});
