import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from '@cardstock/service/core';
import { type Redis, ReplyError } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { GatewayConfig } from '../config.ts';
import { APQ_PREFIX, type TrustedDocuments } from './trusted-documents.ts';

interface StoreOptions {
  readonly trusted: TrustedDocuments;
  /** Shared by all gateways; without it, and while it is away, each knows what was registered with it. */
  readonly redis?: Redis | undefined;
  readonly log: Logger;
  readonly config: Pick<GatewayConfig, 'TRUSTED_DOCUMENTS' | 'PERSISTED_DOCUMENT_DAYS'>;
}

const MOST_CHARACTERS_KEPT = 16_777_216;
const SECONDS_OF_A_DAY = 86_400;
const REDIS_PREFIX = 'cardstock:';

/**
 * Where automatic persisted queries are kept (Apollo Server asks it with keys `apq:<hash>`, after it has checked that a
 * document has the hash it is registered under). Trusted documents are always in it.
 */
export const makeDocumentStore = ({ config, trusted, redis, log }: StoreOptions): KeyValueCache<string> => {
  // Where nothing but the manifest is taken, nothing is learnt, nor asked for.
  const isClosed = config.TRUSTED_DOCUMENTS === 'only';
  const local = new LRUCache<string, string>({
    maxSize: MOST_CHARACTERS_KEPT,
    sizeCalculation: (document, key) => document.length + key.length,
  });
  // That Redis is away or slow is told by its connection, and costs a client one more request. What it refuses is a defect.
  const withoutRedis = (err: unknown): undefined => {
    if (err instanceof ReplyError) log.error({ err }, 'Redis refused a persisted document');
  };
  const fromRedis = async (key: string): Promise<string | undefined> => {
    const document = await redis?.get(REDIS_PREFIX + key).catch(withoutRedis);
    if (typeof document === 'string') local.set(key, document);
    return document ?? undefined;
  };
  return {
    get: async (key) => {
      const document = trusted.get(key.slice(APQ_PREFIX.length));
      return document ?? (isClosed ? undefined : (local.get(key) ?? fromRedis(key)));
    },
    set: async (key, document) => {
      if (isClosed) return;
      local.set(key, document);
      // Kept here in any case: another gateway that does not know it asks the client for the text, once more.
      await redis
        ?.set(REDIS_PREFIX + key, document, 'EX', config.PERSISTED_DOCUMENT_DAYS * SECONDS_OF_A_DAY)
        .catch(withoutRedis);
    },
    delete: async (key) => local.delete(key),
  };
};
