import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { DocumentedEndpoint } from './documents.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** A refusal that an endpoint may be answered with, and which of its fields are selected. */
export interface Refusal {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldNode[];
}

/** What an endpoint answers with: a resource, a list, or a page of one. */
export interface Result {
  readonly kind: 'resource' | 'list' | 'page';
  readonly type: GraphQLOutputType;
  readonly selections: readonly SelectionNode[];
  readonly fragments: Fragments;
  readonly refusals: readonly Refusal[];
  /** What the schema says of the field that is asked for. */
  readonly description: string | undefined;
}

const DOMAIN_ERROR = 'DomainError';

/** The field of this name among selections of a type, with fragments followed. */
const findField = (selections: readonly SelectionNode[], name: string, fragments: Fragments): FieldNode | undefined => {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      if ((node.alias ?? node.name).value === name) return node;
      continue;
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    const found = inner && findField(inner.selectionSet.selections, name, fragments);
    if (found) return found;
  }
  return undefined;
};

/** A value of an answer: its type, and what is asked of it. */
interface Spot {
  readonly type: GraphQLOutputType;
  readonly selections: readonly SelectionNode[];
  readonly description?: string | undefined;
}

const stepInto = (spot: Spot, name: string, fragments: Fragments): Spot => {
  const holder = getNamedType(spot.type);
  const node = findField(spot.selections, name, fragments);
  const field = node && isObjectType(holder) ? holder.getFields()[node.name.value] : undefined;
  if (!node || !field)
    throw new Error(`an endpoint takes "${name}" of ${holder.name}, which its document does not ask for`);
  return {
    type: field.type,
    selections: node.selectionSet?.selections ?? [],
    description: field.description ?? undefined,
  };
};

/** What is selected of one member of a union, by fragments on it or on an interface of it. */
const selectedOf = (
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  fragments: Fragments,
): readonly SelectionNode[] => {
  const names = new Set([type.name, ...type.getInterfaces().map(({ name }) => name)]);
  return selections.flatMap((node): readonly SelectionNode[] => {
    if (node.kind === Kind.FIELD) return node.name.value === '__typename' ? [] : [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    const condition = inner?.typeCondition?.name.value;
    return inner && (!condition || names.has(condition)) ? inner.selectionSet.selections : [];
  });
};

/** Whether an answer of this type is a refusal. */
const isRefusal = (type: GraphQLObjectType): boolean => type.getInterfaces().some(({ name }) => name === DOMAIN_ERROR);

/** What a field that can be refused gives where it is not, and the refusals. */
const outcomesOf = (
  { type, selections }: Spot,
  fragments: Fragments,
  schema: GraphQLSchema,
): { readonly success: Spot; readonly refusals: readonly Refusal[] } => {
  const named = getNamedType(type);
  if (!isAbstractType(named)) return { success: { type, selections }, refusals: [] };
  const members = schema.getPossibleTypes(named);
  const success = members.find((member) => !isRefusal(member));
  if (!success) throw new Error(`${named.name} can only be refused`);
  const refusals = members.filter(isRefusal).map((member) => ({
    type: member,
    fields: selectedOf(member, selections, fragments).filter((node) => node.kind === Kind.FIELD),
  }));
  // Not null: whoever gets one of the refusals does not get this.
  return {
    success: { type: new GraphQLNonNull(success), selections: selectedOf(success, selections, fragments) },
    refusals,
  };
};

const kindOf = (type: GraphQLOutputType): Result['kind'] => {
  if (isListType(getNullableType(type))) return 'list';
  const named = getNamedType(type);
  return isObjectType(named) && 'pageInfo' in named.getFields() ? 'page' : 'resource';
};

/** Finds in a document, and in the graph that it fits, what its endpoint answers with. Throws where the two do not agree. */
export const resultOf = ({ endpoint, document, operation }: DocumentedEndpoint, schema: GraphQLSchema): Result => {
  const fragments: Fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`a graph that ${endpoint.document} fits has no ${operation.operation}`);
  const root: Spot = { type, selections: operation.selectionSet.selections };
  const asked = endpoint.at.reduce((spot, name) => stepInto(spot, name, fragments), root);
  const { success, refusals } = outcomesOf(asked, fragments, schema);
  const resource = endpoint.member ? stepInto(success, endpoint.member, fragments) : success;
  return {
    kind: kindOf(resource.type),
    type: resource.type,
    selections: resource.selections,
    fragments,
    refusals,
    description: asked.description,
  };
};
