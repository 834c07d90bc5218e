import { baseType, isInterfaceType, isObjectType, type Schema } from '@apollo/federation-internals';
import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseType,
  print,
  valueFromASTUntyped,
  visit,
} from 'graphql';

/** Names that no client chooses by accident; shaping the result drops what the client did not ask for. */
const CURSOR_ALIAS = 'cardstock__cursor';
const AFTER_VARIABLE = 'cardstock__after';

interface Resumption {
  /** The subscription continued from the cursor in `afterVariable`. */
  readonly query: string;
  readonly afterVariable: string;
  /** Where an event says its cursor. */
  readonly cursorPath: readonly [root: string, cursor: string];
  /** Whether the stream has a position before its first event: it then starts over without losing any. Otherwise it starts with what comes next. */
  readonly startsOver: (variables: Readonly<Record<string, unknown>>) => boolean;
}

/** The subscription that the gateway opens at the owning subgraph. */
export interface UpstreamOperation {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variableNames: readonly string[];
  /** Only where the root field takes `after`, and its events have a `cursor` or an `id`. */
  readonly resume?: Resumption;
}

const operationOf = (document: DocumentNode): OperationDefinitionNode | undefined =>
  document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);

const rootFieldOf = (document: DocumentNode): FieldNode | undefined => {
  const [root, ...others] = operationOf(document)?.selectionSet.selections ?? [];
  return root?.kind === Kind.FIELD && root.selectionSet && others.length === 0 ? root : undefined;
};

type CursorField = 'cursor' | 'id';

interface ResumableField {
  readonly afterType: string;
  readonly cursorField: CursorField;
}

/** How the root field can be resumed, if the subgraph's own schema says so: after a `cursor`, or after the `id` of what it sent. */
const resumableField = (subgraph: Schema, fieldName: string): ResumableField | undefined => {
  const field = subgraph.schemaDefinition.rootType('subscription')?.field(fieldName);
  const afterType = field?.argument('after')?.type;
  if (!field?.type || !afterType) return undefined;
  const payload = baseType(field.type);
  if (!isObjectType(payload) && !isInterfaceType(payload)) return undefined;
  if (payload.field('cursor')) return { afterType: afterType.toString(), cursorField: 'cursor' };
  const isById = baseType(afterType).name === 'ID' && payload.field('id') !== undefined;
  return isById ? { afterType: afterType.toString(), cursorField: 'id' } : undefined;
};

/** A stream with cursors sends all it has when it is not told where to start; one by ids starts with what comes next. */
const startsOver =
  (root: FieldNode, cursorField: CursorField): Resumption['startsOver'] =>
  (variables) => {
    const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
    return cursorField === 'cursor' || (after !== undefined && valueFromASTUntyped(after, variables) != null);
  };

const withRootField = (document: DocumentNode, root: FieldNode, change: Partial<FieldNode>): DocumentNode =>
  visit(document, { Field: (node) => (node === root ? { ...node, ...change } : undefined) });

const selectingCursor = (document: DocumentNode, root: FieldNode, cursorField: CursorField): DocumentNode => {
  const cursor: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: CURSOR_ALIAS },
    name: { kind: Kind.NAME, value: cursorField },
  };
  const selections = [...(root.selectionSet?.selections ?? []), cursor];
  return withRootField(document, root, { selectionSet: { kind: Kind.SELECTION_SET, selections } });
};

/** Drops the variables that nothing uses any more: a subgraph refuses an operation that declares them. */
const withoutIdleVariables = (document: DocumentNode): DocumentNode => {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
};

const continuingAfter = (document: DocumentNode, afterType: string): DocumentNode => {
  const root = rootFieldOf(document);
  if (!root) return document;
  const name = { kind: Kind.NAME, value: AFTER_VARIABLE } as const;
  const variable = { kind: Kind.VARIABLE, name } as const;
  const others = (root.arguments ?? []).filter((argument) => argument.name.value !== 'after');
  const after = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'after' }, value: variable } as const;
  const continued = withRootField(document, root, { arguments: [...others, after] });
  const definition = { kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(afterType) } as const;
  return withoutIdleVariables(
    visit(continued, {
      OperationDefinition: (node) => ({
        ...node,
        variableDefinitions: [...(node.variableDefinitions ?? []), definition],
      }),
    }),
  );
};

/** The upstream subscription for the primary fetch of a plan, able to resume where the subgraph's schema allows it. */
export const makeUpstreamOperation = (primary: FetchNode, subgraph: Schema): UpstreamOperation => {
  const plain = {
    query: primary.operation,
    operationName: primary.operationName,
    variableNames: primary.variableUsages ?? [],
  };
  const document = parse(primary.operation, { noLocation: true });
  const root = rootFieldOf(document);
  const field = root && resumableField(subgraph, root.name.value);
  if (!root || !field) return plain;
  const started = selectingCursor(document, root, field.cursorField);
  return {
    ...plain,
    query: print(started),
    resume: {
      query: print(continuingAfter(started, field.afterType)),
      afterVariable: AFTER_VARIABLE,
      cursorPath: [root.alias?.value ?? root.name.value, CURSOR_ALIAS],
      startsOver: startsOver(root, field.cursorField),
    },
  };
};
