import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { Fragments } from '../result.ts';
import { type Components, described, type JsonSchema, orNull } from './components.ts';
import { leafSchema } from './leaf-schema.ts';

interface Shared {
  readonly fragments: Fragments;
  readonly components: Components;
}

type Selections = readonly SelectionNode[];

const fieldsIn = (selections: Selections, fragments: Fragments): readonly FieldNode[] =>
  selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return inner ? fieldsIn(inner.selectionSet.selections, fragments) : [];
  });

/** The properties of an object, by the names that they have in an answer. */
export const propertiesOf = (
  type: GraphQLObjectType,
  selections: Selections,
  shared: Shared,
): Readonly<Record<string, JsonSchema>> => {
  const fields = type.getFields();
  const property = (node: FieldNode): readonly [string, JsonSchema][] => {
    const field = fields[node.name.value];
    if (!field) return [];
    const schema = outputSchema(field.type, node.selectionSet?.selections ?? [], shared);
    return [[(node.alias ?? node.name).value, described(schema, field.description)]];
  };
  return Object.fromEntries(fieldsIn(selections, shared.fragments).flatMap(property));
};

const objectSchema = (type: GraphQLObjectType, selections: Selections, shared: Shared): JsonSchema => {
  const properties = propertiesOf(type, selections, shared);
  // Open: what is added to it later breaks no client.
  return { type: 'object', properties, required: Object.keys(properties) };
};

/** What is asked for by a fragment alone is a component of that name. */
const objectOrComponent = (type: GraphQLObjectType, selections: Selections, shared: Shared): JsonSchema => {
  const [only, ...more] = selections;
  const fragment = only?.kind === Kind.FRAGMENT_SPREAD ? shared.fragments.get(only.name.value) : undefined;
  if (!fragment || more.length > 0) return objectSchema(type, selections, shared);
  const make = () => described(objectSchema(type, fragment.selectionSet.selections, shared), type.description);
  return shared.components.refer(fragment.name.value, make);
};

const notNull = (type: GraphQLOutputType, selections: Selections, shared: Shared): JsonSchema => {
  if (isListType(type)) return { type: 'array', items: outputSchema(type.ofType, selections, shared) };
  if (isLeafType(type)) return leafSchema(type, shared.components);
  if (isObjectType(type)) return objectOrComponent(type, selections, shared);
  throw new Error(`there is no schema yet for a choice in the middle of an answer: ${type}`);
};

/** The schema of what a document selects of a type. Throws for an interface or a union. */
export const outputSchema = (type: GraphQLOutputType, selections: Selections, shared: Shared): JsonSchema =>
  isNonNullType(type) ? notNull(type.ofType, selections, shared) : orNull(notNull(type, selections, shared));
