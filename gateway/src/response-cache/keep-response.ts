import type { Stored } from './metrics.ts';
import type { NewResponse, ResponseStore } from './response-store.ts';

/** Beyond this an answer costs more to check than it is worth. */
const MOST_TAGS = 1_000;

/** Stores an answer where that makes sense, and says what became of it. Never throws. */
export type KeepResponse = (response: NewResponse) => Promise<Stored>;

export const keepIn =
  (store: ResponseStore, maxBytes: number): KeepResponse =>
  async (response) => {
    const { policy, keys, tags, text } = response;
    if (policy.scope === 'PRIVATE' && !keys.own) return 'no_login';
    if (tags.length > MOST_TAGS || Buffer.byteLength(text) > maxBytes) return 'too_large';
    try {
      return (await store.store(response)) ? 'stored' : 'outdated';
    } catch {
      // The answer is good and on its way; that Redis is away is in the log.
      return 'redis';
    }
  };
