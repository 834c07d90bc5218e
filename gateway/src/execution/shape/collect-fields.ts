import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { Conditions } from '../conditions.ts';

/** A field of the answer, selected once or several times. */
export interface SelectedField {
  readonly nodes: FieldNode[];
  /** The type that the first selection is made on. */
  readonly parentType: GraphQLCompositeType;
}

export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
}

/** What a selection set is applied to: an object of a type, or one of which nothing more is known than where it stands. */
export interface Subject {
  readonly parentType: GraphQLCompositeType;
  readonly runtimeType: GraphQLCompositeType | undefined;
}

const decides = (node: SelectionNode, directive: string, conditions: Conditions): boolean | undefined => {
  const applied = node.directives?.find(({ name }) => name.value === directive);
  const value = applied?.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return conditions[value.name.value];
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
};

const isIncluded = (node: SelectionNode, conditions: Conditions): boolean =>
  decides(node, 'skip', conditions) !== true && decides(node, 'include', conditions) !== false;

const isKindOf = (type: GraphQLCompositeType, condition: GraphQLCompositeType, schema: GraphQLSchema): boolean =>
  type === condition ||
  (isAbstractType(condition) && (isObjectType(type) || 'getInterfaces' in type) && schema.isSubType(condition, type));

/** The fields that an object of a type answers, in the order of the answer: fragments written out, conditions decided. */
export const collectFields = (
  selections: readonly SelectionNode[],
  subject: Subject,
  context: Selections,
  fields = new Map<string, SelectedField>(),
): Map<string, SelectedField> => {
  const { schema, fragments, conditions } = context;
  const { parentType, runtimeType } = subject;
  const enter = (name: string | undefined, inner: readonly SelectionNode[]): void => {
    const condition = name === undefined ? undefined : schema.getType(name);
    if (condition !== undefined && !isCompositeType(condition)) return;
    if (condition && !isKindOf(runtimeType ?? parentType, condition, schema)) return;
    collectFields(inner, { parentType: condition ?? parentType, runtimeType }, context, fields);
  };
  for (const node of selections) {
    if (!isIncluded(node, conditions)) continue;
    if (node.kind === Kind.FIELD) {
      const name = node.alias?.value ?? node.name.value;
      const known = fields.get(name);
      if (known) known.nodes.push(node);
      else fields.set(name, { nodes: [node], parentType });
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      enter(node.typeCondition?.name.value, node.selectionSet.selections);
    } else {
      const fragment = fragments.get(node.name.value);
      if (fragment) enter(fragment.typeCondition.name.value, fragment.selectionSet.selections);
    }
  }
  return fields;
};
