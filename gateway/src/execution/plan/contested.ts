import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fetchesIn, type PlacedFetch } from './fetches.ts';

const fragmentsOf = ({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );

/** The places, as text, where a fetch answers objects. */
const objectPlaces = ({ node, path }: PlacedFetch): Set<string> => {
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const fragments = fragmentsOf(document);
  const places = new Set<string>();
  const walk = ({ selections }: SelectionSetNode, at: readonly string[]): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, at);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, at);
      } else if (selection.selectionSet) {
        const isEntities = selection.name.value === '_entities' && node.requires !== undefined;
        const inner = isEntities ? at : [...at, selection.alias?.value ?? selection.name.value];
        if (!isEntities) places.add(JSON.stringify(inner));
        walk(selection.selectionSet, inner);
      }
    }
  };
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation) walk(operation.selectionSet, path);
  return places;
};

/**
 * The fetches that answer an object at a place where another fetch answers one, too. What they answer must not stand
 * at several positions at once, because the other fetch may add something else at each.
 */
export const contestedFetches = (plan: PlanNode | undefined): ReadonlySet<FetchNode> => {
  const fetches = fetchesIn(plan).map((fetch) => ({ node: fetch.node, places: objectPlaces(fetch) }));
  const owners = Map.groupBy(
    fetches.flatMap(({ node, places }) => [...places].map((place) => ({ node, place }))),
    ({ place }) => place,
  );
  return new Set([...owners.values()].flatMap((nodes) => (nodes.length > 1 ? nodes.map(({ node }) => node) : [])));
};
