import type { IncomingMessage } from 'node:http';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from '@cardstock/service/core';
import type { GatewayConfig } from './config.ts';
import { makeRefuseCostly } from './cost/refuse-costly.ts';
import { type Admit, makeAdmit } from './limits/admit.ts';
import { makeRefuseOversized } from './limits/refuse-oversized.ts';
import { makeRequireReadable, type RequireReadable } from './limits/require-readable.ts';
import { makeRefuseOverstructured } from './limits/structure.ts';
import { makeDocumentStore } from './persisted/document-store.ts';
import { loadTrustedDocuments, makeRequireTrusted } from './persisted/trusted-documents.ts';
import { clientAddress } from './rate-limits/client-address.ts';
import { makeRateLimits, type RateLimits } from './rate-limits/rate-limits.ts';
import { connectToCounts } from './rate-limits/shared-counts.ts';

/** What stands between clients and execution. */
export interface Protection {
  readonly admit: Admit;
  readonly requireReadable: RequireReadable;
  readonly rateLimits: RateLimits;
  /** Where automatic persisted queries are kept. */
  readonly documents: KeyValueCache<string>;
  readonly addressOf: (request: IncomingMessage) => string;
  stop(): void;
}

/** Throws where the manifest of trusted documents cannot be used. */
export const startProtection = async (config: GatewayConfig, log: Logger): Promise<Protection> => {
  const trusted = await loadTrustedDocuments(config);
  const counts = config.REDIS_URL ? await connectToCounts(config.REDIS_URL, log) : undefined;
  const rateLimits = makeRateLimits(config, counts);
  return {
    rateLimits,
    admit: makeAdmit({
      refuseOverstructured: makeRefuseOverstructured(config),
      refuseOversized: makeRefuseOversized(config),
      refuseCostly: makeRefuseCostly(config),
      rateLimits,
    }),
    requireReadable: makeRequireReadable(config, makeRequireTrusted(config, trusted)),
    documents: makeDocumentStore({ config, trusted, redis: counts, log }),
    addressOf: (request) => clientAddress(request, config.TRUSTED_PROXIES),
    stop: () => counts?.disconnect(),
  };
};
