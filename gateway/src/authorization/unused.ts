import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  visit,
} from 'graphql';

/** The operation with those fragments and variables that it still uses: a subgraph refuses a document with others. */
export const withoutUnused = (
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } => {
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  const used = separateOperations(whole)[operation.name?.value ?? ''] ?? whole;
  const variables = new Set<string>();
  visit(used, { VariableDefinition: () => false, Variable: ({ name }) => void variables.add(name.value) });
  const definitions = operation.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value));
  const lean = { ...operation, ...(definitions ? { variableDefinitions: definitions } : {}) };
  return {
    operation: lean,
    document: {
      ...used,
      definitions: used.definitions.map((node) => (node.kind === Kind.OPERATION_DEFINITION ? lean : node)),
    },
  };
};
