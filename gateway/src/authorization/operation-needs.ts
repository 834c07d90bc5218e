import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { GraphOperation } from '../execution/operation.ts';
import type { Need } from './need.ts';
import type { Rights } from './rights.ts';

/** An operation by itself, and what its fields need. */
export interface OperationNeeds {
  /** The operation with its fragments, without the other operations of its document. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Fields that are missing here need nothing. */
  readonly byField: ReadonlyMap<FieldNode, Need>;
  /** The different needs, in a fixed order: how they turn out for a viewer decides what is refused. */
  readonly distinct: readonly Need[];
  /** Fields of interface and union types: which selections apply shows when the type of the value does. */
  readonly abstractFields: ReadonlySet<FieldNode>;
  /** A name for `__typename` in answers that the document uses for nothing else. */
  readonly typenameKey: string;
}

/** The introspection of a schema is for whoever may introspect at all. */
const isIntrospection = ({ name }: FieldNode): boolean => name.value === '__schema' || name.value === '__type';

const needOf = (field: FieldNode, info: TypeInfo, rights: Rights): Need | undefined => {
  const parent = info.getParentType();
  if (!parent || isIntrospection(field)) return undefined;
  const given = new Set(field.arguments?.map(({ name }) => name.value));
  const inputs = (info.getFieldDef()?.args ?? []).filter(({ name }) => given.has(name));
  return rights.together([
    rights.ofField(parent.name, field.name.value),
    ...inputs.map(({ type }) => rights.ofInput(getNamedType(type).name)),
  ]);
};

const unusedKey = (document: DocumentNode): string => {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  let key = 'cardstock__typename';
  while (names.has(key)) key += '_';
  return key;
};

const readFields = (document: DocumentNode, schema: GraphQLSchema, rights: Rights) => {
  const byField = new Map<FieldNode, Need>();
  const abstractFields = new Set<FieldNode>();
  const info = new TypeInfo(schema);
  const enter = (node: FieldNode): void => {
    const need = needOf(node, info, rights);
    if (need) byField.set(node, need);
    const type = info.getType();
    if (type && isAbstractType(getNamedType(type))) abstractFields.add(node);
  };
  visit(document, visitWithTypeInfo(info, { Field: { enter } }));
  return { byField, abstractFields };
};

/** Reads a valid operation, or says nothing where none of its fields needs anything. */
export const readOperationNeeds = (
  asked: Pick<GraphOperation, 'graph' | 'document' | 'operation'>,
): OperationNeeds | undefined => {
  const document = separateOperations(asked.document)[asked.operation.name?.value ?? ''] ?? asked.document;
  const { byField, abstractFields } = readFields(document, asked.graph.clientSchema, asked.graph.rights);
  if (byField.size === 0) return undefined;
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION) ?? asked.operation;
  return {
    document,
    operation,
    byField,
    distinct: [...new Set(byField.values())],
    abstractFields,
    typenameKey: unusedKey(document),
  };
};
