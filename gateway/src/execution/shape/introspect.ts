import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';

interface Introspection {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly nodes: readonly FieldNode[];
}

/** Answers `__schema` and `__type` from the schema that clients see; all selections of one name together. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => unknown;

const variablesIn = (document: DocumentNode): Set<string> => {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  return names;
};

export const compileIntrospection = ({ schema, operation, fragments, nodes }: Introspection): Introspect => {
  const used = variablesIn({
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, variableDefinitions: [], selectionSet: { kind: Kind.SELECTION_SET, selections: [...nodes] } },
      ...fragments.values(),
    ],
  });
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
          used.has(variable.name.value),
        ),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [...nodes] },
      },
      ...fragments.values(),
    ],
  };
  return (variables) => {
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: { ...variables } });
    if (errors?.[0]) throw errors[0];
    return Object.values(data ?? {})[0];
  };
};
