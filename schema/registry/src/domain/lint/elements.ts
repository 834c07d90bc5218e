import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

export type ElementKind = 'type' | 'field' | 'inputField' | 'argument' | 'enumValue' | 'directive';

/** One thing with a name in a schema. */
export interface Element {
  readonly kind: ElementKind;
  /** As in the specification: `Type.field(argument:)`. */
  readonly coordinate: string;
  readonly name: NameNode;
  readonly description: StringValueNode | undefined;
  readonly directives: readonly ConstDirectiveNode[];
  /** The definition or extension that it is in; its own, of a type. */
  readonly owner: TypeDefinitionNode | TypeExtensionNode | DirectiveDefinitionNode;
}

type Owner = Element['owner'];

interface Described {
  readonly name: NameNode;
  readonly description?: StringValueNode;
  readonly directives?: readonly ConstDirectiveNode[];
}

const elementOf = (kind: ElementKind, coordinate: string, node: Described, owner: Owner): Element => ({
  kind,
  coordinate,
  name: node.name,
  description: node.description,
  directives: node.directives ?? [],
  owner,
});

/** Names with `__`, and `_Service`, `_Any`, `_entities`, belong to GraphQL, to federation or to an import. */
const isForeign = (name: string): boolean => name.startsWith('_') || name.includes('__');

const argumentsOf = (
  parent: string,
  args: readonly InputValueDefinitionNode[] | undefined,
  owner: Owner,
): readonly Element[] => (args ?? []).map((one) => elementOf('argument', `${parent}(${one.name.value}:)`, one, owner));

const fieldsOf = (type: string, fields: readonly FieldDefinitionNode[] | undefined, owner: Owner): readonly Element[] =>
  (fields ?? [])
    .filter(({ name }) => !isForeign(name.value))
    .flatMap((one) => {
      const coordinate = `${type}.${one.name.value}`;
      return [elementOf('field', coordinate, one, owner), ...argumentsOf(coordinate, one.arguments, owner)];
    });

const membersOf = (node: TypeDefinitionNode | TypeExtensionNode): readonly Element[] => {
  const type = node.name.value;
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return fieldsOf(type, node.fields, node);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return (node.fields ?? []).map((one) => elementOf('inputField', `${type}.${one.name.value}`, one, node));
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return (node.values ?? []).map((one) => elementOf('enumValue', `${type}.${one.name.value}`, one, node));
    default:
      return [];
  }
};

const elementsIn = (node: DefinitionNode): readonly Element[] => {
  switch (node.kind) {
    case Kind.DIRECTIVE_DEFINITION:
      return [
        elementOf('directive', `@${node.name.value}`, node, node),
        ...argumentsOf(`@${node.name.value}`, node.arguments, node),
      ];
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION:
    case Kind.DIRECTIVE_EXTENSION:
    case Kind.OPERATION_DEFINITION:
    case Kind.FRAGMENT_DEFINITION:
      return [];
    default:
      return [elementOf('type', node.name.value, node, node), ...membersOf(node)];
  }
};

/** Everything that a document defines or adds, in its order, without what federation put there. */
export const elementsOf = (document: DocumentNode): readonly Element[] =>
  document.definitions
    .filter((node) => !('name' in node) || !node.name || !isForeign(node.name.value))
    .flatMap(elementsIn);

export const isExtension = ({ owner }: Element): boolean => owner.kind.endsWith('Extension');

/** The names of the three root types, as the document says. */
export const rootTypesOf = ({
  definitions,
}: DocumentNode): Readonly<Record<'query' | 'mutation' | 'subscription', string>> => {
  const roots = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const node of definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { operation, type } of node.operationTypes ?? []) roots[operation] = type.name.value;
  }
  return roots;
};
