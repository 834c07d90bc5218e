import { isIdempotencyKey, type Viewer } from '@cardstock/service/core';
import { badKey } from '../errors/refusals.ts';

/** A guest is known by nothing else: whoever guessed the key would be given what was answered to the guest. */
const SHORTEST_OF_A_GUEST = 20;

/** Checks what a client sent as its idempotency key. Throws BAD_USER_INPUT. */
export const checkKey = (key: string, viewer: Viewer): void => {
  if (!isIdempotencyKey(key)) throw badKey('must be 1 to 200 visible ASCII characters, without spaces');
  if (viewer.kind === 'anonymous' && key.length < SHORTEST_OF_A_GUEST) {
    throw badKey(
      `must be hard to guess where nobody is logged in: at least ${SHORTEST_OF_A_GUEST} characters, such as a UUID`,
    );
  }
};
