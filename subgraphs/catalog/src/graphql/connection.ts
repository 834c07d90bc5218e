import type { Connection } from '@cardstock/service';

/** The same page with its items made into others. */
export const mapConnection = <Item, Node>(page: Connection<Item>, toNode: (item: Item) => Node): Connection<Node> => {
  const edges = page.edges.map(({ node, cursor }) => ({ node: toNode(node), cursor }));
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
};
