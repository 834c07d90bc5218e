import type { FetchNode, PlanNode } from '@apollo/query-planner';

export interface PlacedFetch {
  readonly node: FetchNode;
  /** The fields on the way to it, without list items. */
  readonly path: readonly string[];
}

/** All fetches of a plan. */
export const fetchesIn = (node: PlanNode | undefined, path: readonly string[] = []): PlacedFetch[] => {
  switch (node?.kind) {
    case 'Fetch':
      return [{ node, path }];
    case 'Flatten': {
      const fields = node.path.map((element) => String(element).replace(/\|\[.*$/, '')).filter((key) => key !== '@');
      return fetchesIn(node.node, [...path, ...fields]);
    }
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => fetchesIn(child, path));
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => fetchesIn(child, path));
    case 'Defer':
    case undefined:
      return [];
  }
};

/** The fetches of which a plan has several that could ask the same, for the same entities at different places. */
export const repeatedFetches = (plan: PlanNode | undefined): ReadonlySet<FetchNode> => {
  const nodes = fetchesIn(plan).map(({ node }) => node);
  const alike = Map.groupBy(nodes, ({ serviceName, operation }) => `${serviceName}\n${operation}`);
  return new Set([...alike.values()].flatMap((group) => (group.length > 1 ? group : [])));
};
