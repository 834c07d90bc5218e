import type { InternalTokens, ProcessTools } from '@cardstock/service/core';
import type { GatewayConfig } from '../config.ts';
import { graphFeed } from '../graph/graph-feed.ts';
import { makeGraphMetrics } from '../graph/graph-metrics.ts';
import { type GraphSource, startGraphSource } from '../graph/graph-source.ts';
import { Subgraphs } from '../subgraphs/subgraphs.ts';

/** The graph of the moment, and the subgraphs that it names. */
export interface Graphs {
  readonly source: GraphSource;
  readonly subgraphs: Subgraphs;
}

/** Loads the graph; the subgraphs follow it. Throws where there is none to start with. */
export const startGraphs = async (
  config: GatewayConfig,
  tools: ProcessTools,
  tokens: InternalTokens,
): Promise<Graphs> => {
  const subgraphs = new Subgraphs({ config, tokens, ...tools });
  const source = await startGraphSource({
    feed: graphFeed(config, tools),
    check: (graph) => subgraphs.check(graph),
    metrics: makeGraphMetrics(tools.metrics),
    log: tools.log,
  });
  subgraphs.adopt(source.current());
  source.onChange((graph) => subgraphs.adopt(graph));
  return { source, subgraphs };
};
