import type { GraphRef } from '../domain/graph-ref.ts';

/** The addresses of the registry's pages, which Rover prints. */
export interface Links {
  graph(graph: string): string;
  variant(ref: GraphRef): string;
  launch(graph: string, launchId: string): string;
  check(graph: string, checkId: string): string;
}

export const makeLinks = (publicUrl: string): Links => {
  const graph = (id: string): string => `${publicUrl}/graph/${encodeURIComponent(id)}`;
  return {
    graph,
    variant: (ref) => `${graph(ref.graph)}/variant/${encodeURIComponent(ref.variant)}`,
    launch: (id, launchId) => `${graph(id)}/launch/${encodeURIComponent(launchId)}`,
    check: (id, checkId) => `${graph(id)}/check/${encodeURIComponent(checkId)}`,
  };
};
