import { randomBytes } from 'node:crypto';
import { unavailable } from '@cardstock/service';
import { hash, verify } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import type { PasswordHasher } from '../application/ports.ts';
import { normalizePassword } from '../domain/password-policy.ts';

// OWASP's first choice for argon2id, which is the library's default algorithm.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// One hash takes 19 MiB and some 25 ms of a core: a burst of logins must leave threads, memory and time for the rest.
const AT_ONCE = 2;
const MOST_WAITING = 200;

/** Hashes and checks passwords with argon2id, few at a time. */
export const makePasswordHasher = async (): Promise<PasswordHasher> => {
  const gate = bulkhead(AT_ONCE, MOST_WAITING);
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await gate.execute(work);
    } catch (err) {
      if (err instanceof BulkheadRejectedError) throw unavailable('login');
      throw err;
    }
  };
  const nobodysHash = await hash(randomBytes(32), COST);
  return {
    hash: (password) => inTurn(() => hash(normalizePassword(password), COST)),
    matches: async (password, stored) => {
      const isRight = await inTurn(() => verify(stored ?? nobodysHash, normalizePassword(password)));
      return isRight && stored !== undefined;
    },
  };
};
