/** A variant of a graph, as Rover writes it: `graph@variant`. */
export interface GraphRef {
  readonly graph: string;
  readonly variant: string;
}

const GRAPH = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
const VARIANT = /^[\w.:/ -]{1,63}$/;
const SUBGRAPH = /^[a-zA-Z][\w-]{0,63}$/;

export const isGraphId = (text: string): boolean => GRAPH.test(text);
export const isVariantName = (text: string): boolean => VARIANT.test(text);
export const isSubgraphName = (text: string): boolean => SUBGRAPH.test(text);

/** Reads `graph@variant`; `graph` alone stands for its variant `current`. Undefined where it is neither. */
export const parseGraphRef = (text: string): GraphRef | undefined => {
  const at = text.indexOf('@');
  const graph = at < 0 ? text : text.slice(0, at);
  const variant = at < 0 ? 'current' : text.slice(at + 1);
  return isGraphId(graph) && isVariantName(variant) ? { graph, variant } : undefined;
};

export const printGraphRef = ({ graph, variant }: GraphRef): string => `${graph}@${variant}`;
