import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

const MOST_BYTES = 67_108_864;
const WITHIN_MS = 5_000;

/**
 * Takes what a refused request still sends, and forgets it: a client that is writing does not read its answer, and
 * would only see a broken connection. Ends with the request, or when it goes on for too long.
 */
export const readAway = async (body: Readable): Promise<void> => {
  if (body.readableEnded || body.destroyed) return;
  const enough = new AbortController();
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) enough.abort();
  });
  const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(WITHIN_MS)]);
  await finished(body.resume(), { signal, cleanup: true }).catch(() => undefined); // it is answered, however it ended
};
