import type { ProcessTools } from '@cardstock/service/core';
import { Counter, type Registry } from 'prom-client';
import type { GatewayConfig } from '../config.ts';
import type { SdlFeed } from './graph-source.ts';
import { lastGoodIn } from './registry/last-good.ts';
import { registryFeed } from './registry/registry-feed.ts';
import type { PollOutcome } from './registry/rest.ts';
import { makeUplink } from './registry/uplink-client.ts';
import { supergraphFile } from './supergraph-file.ts';

const countPolls = (metrics: Registry): ((outcome: PollOutcome) => void) => {
  const polls = new Counter({
    name: 'gateway_registry_polls_total',
    help: 'How often the schema registry was asked for a newer supergraph, by what came of it.',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  return (outcome) => polls.inc({ outcome });
};

/** Where the supergraph comes from: the registry, where the environment names one; otherwise the file. Throws where half of it is missing. */
export const graphFeed = (config: GatewayConfig, { log, metrics }: ProcessTools): SdlFeed => {
  const file = supergraphFile({ file: config.SUPERGRAPH_FILE, pollMs: config.SUPERGRAPH_POLL_MS, log });
  const { REGISTRY_UPLINK_URLS: urls, APOLLO_KEY: key, APOLLO_GRAPH_REF: ref, SUPERGRAPH_CACHE_FILE: cache } = config;
  if (urls.length === 0) return file;
  if (!key || !ref) throw new Error('REGISTRY_UPLINK_URLS is of use only with APOLLO_KEY and APOLLO_GRAPH_REF');
  return registryFeed({
    urls,
    ref,
    ask: makeUplink({ key, ref }),
    lastGood: cache === undefined ? undefined : lastGoodIn(cache, ref),
    otherwise: file,
    count: countPolls(metrics),
    random: Math.random,
    log,
  });
};
