import { makeLinks } from '../application/links.ts';
import type { GraphRef } from '../domain/graph-ref.ts';

const { graph, variant, launch, check } = makeLinks('');

/** Where each thing is shown: a path below the registry's public address. */
export const pageOf = {
  graph,
  variant,
  launch,
  check,
  subgraph: (ref: GraphRef, name: string): string => `${variant(ref)}/subgraph/${encodeURIComponent(name)}`,
  launches: (ref: GraphRef): string => `${variant(ref)}/launches`,
  checks: (ref: GraphRef): string => `${variant(ref)}/checks`,
  fields: (ref: GraphRef): string => `${variant(ref)}/fields`,
};
