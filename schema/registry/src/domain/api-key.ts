import { createHash, timingSafeEqual } from 'node:crypto';

/** A key's public part, by which it is found, and the secret that only its holder knows. */
export interface ApiKey {
  readonly id: string;
  /** The whole text that its holder shows. */
  readonly text: string;
}

const ID_LENGTH = 12;
const SECRET_BYTES = 36;
const SHAPE = /^(?:service|user):[\w.-]{1,64}:([A-Za-z0-9_-]{12})\.[A-Za-z0-9_-]{32,64}$/;

/** A key's text is `service:<graph>:<id>.<secret>`, or `user:<name>:…` where it belongs to no single graph. */
export const makeApiKey = (owner: `service:${string}` | `user:${string}`, randomBytes: (size: number) => Buffer) => {
  const random = randomBytes(SECRET_BYTES).toString('base64url');
  const id = random.slice(0, ID_LENGTH);
  return { id, text: `${owner}:${id}.${random.slice(ID_LENGTH)}` } satisfies ApiKey;
};

/** The public part of a key's text; undefined where it is no key of ours. */
export const idOfKey = (text: string): string | undefined => SHAPE.exec(text)?.[1];

/** What is kept of a key. It has 216 random bits, which nobody can guess from a fast hash either. */
export const hashOfKey = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares in a time that tells nothing of how much of it was right. */
export const isHashOf = (hash: string, text: string): boolean =>
  timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashOfKey(text), 'hex'));
