import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Whoever logged in with a key. The key itself is not kept: a session ends with its key. */
export interface Session {
  readonly keyId: string;
  readonly until: Date;
}

export interface Sessions {
  /** What a browser is to show again; good for eight hours. */
  open(keyId: string, now: Date): string;
  /** The session of such a text; undefined if it is forged or over. */
  read(text: string, now: Date): Session | undefined;
}

export const SESSION_SECONDS = 8 * 3_600;

const content = z.tuple([z.string(), z.number().int()]);

const contentOf = (payload: string): Session | undefined => {
  // What carries our signature was written by us: it parses.
  const [keyId, until] = content.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return { keyId, until: new Date(until) };
};

/**
 * Sessions that are signed and not stored. The secret is derived from the root key: all processes that know it accept
 * one another's sessions, and a new root key ends them all.
 */
export const makeSessions = (rootKey: string): Sessions => {
  const secret = Buffer.from(hkdfSync('sha256', rootKey, '', 'cardstock registry page sessions', 32));
  const signatureOf = (payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();
  return {
    open: (keyId, now) => {
      const payload = Buffer.from(JSON.stringify([keyId, now.getTime() + SESSION_SECONDS * 1_000])).toString(
        'base64url',
      );
      return `${payload}.${signatureOf(payload).toString('base64url')}`;
    },
    read: (text, now) => {
      const [payload = '', signature = ''] = text.split('.', 2);
      const [given, right] = [Buffer.from(signature, 'base64url'), signatureOf(payload)];
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const session = contentOf(payload);
      return session && session.until > now ? session : undefined;
    },
  };
};
