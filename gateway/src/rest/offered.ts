import type { Logger } from '@cardstock/service/core';
import type { Graph } from '../graph/graph.ts';
import { type BoundEndpoint, bindEndpoints } from './bind-endpoints.ts';
import type { DocumentedEndpoint } from './documents.ts';
import type { Endpoint } from './endpoints.ts';

/** What one graph offers over REST. */
export type Offered = ReadonlyMap<Endpoint, BoundEndpoint>;

/** Works out once per graph what it offers, and says what it does not. */
export const makeOffered = (endpoints: readonly DocumentedEndpoint[], log: Logger): ((graph: Graph) => Offered) => {
  const known = new WeakMap<Graph, Offered>();
  return (graph) => {
    const before = known.get(graph);
    if (before) return before;
    const { bound, unfit } = bindEndpoints(endpoints, graph.clientSchema);
    if (unfit.length > 0) {
      const missing = unfit.map(({ endpoint: { method, path }, problem }) => `${method} ${path}: ${problem}`);
      log.warn({ graph: graph.version, missing }, 'the REST API lacks what this graph does not have');
    }
    const offered = new Map(bound.map((one) => [one.endpoint, one]));
    known.set(graph, offered);
    return offered;
  };
};
