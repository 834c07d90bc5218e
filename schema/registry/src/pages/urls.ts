import type { GraphRef } from '../domain/graph-ref.ts';

const path = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join('/')}`;

/** Where each thing is shown: a path below the registry's public address. */
export const pageOf = {
  graph: (graph: string): string => path('graph', graph),
  variant: ({ graph, variant }: GraphRef): string => path('graph', graph, 'variant', variant),
  subgraph: ({ graph, variant }: GraphRef, name: string): string =>
    path('graph', graph, 'variant', variant, 'subgraph', name),
  launches: ({ graph, variant }: GraphRef): string => path('graph', graph, 'variant', variant, 'launches'),
  launch: (graph: string, id: string): string => path('graph', graph, 'launch', id),
  checks: ({ graph, variant }: GraphRef): string => path('graph', graph, 'variant', variant, 'checks'),
  check: (graph: string, id: string): string => path('graph', graph, 'check', id),
  fields: ({ graph, variant }: GraphRef): string => path('graph', graph, 'variant', variant, 'fields'),
};
