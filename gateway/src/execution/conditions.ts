import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';

export type Conditions = Readonly<Record<string, boolean>>;

/** The values of the variables that decide on @skip and @include; or what is wrong with them. */
export type ReadConditions = (variables: Readonly<Record<string, unknown>>) => Conditions | GraphQLError;

const NONE: Conditions = Object.freeze({});

const variablesOf = (document: DocumentNode): string[] => {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: args = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
};

/** Compiles the conditions of an operation, given with the fragments that it uses and nothing else. */
export const compileConditions = (document: DocumentNode, operation: OperationDefinitionNode): ReadConditions => {
  const defined = new Map((operation.variableDefinitions ?? []).map((node) => [node.variable.name.value, node]));
  const used = variablesOf(document);
  if (used.length === 0) return () => NONE;
  const defaults = new Map(
    used.map((name) => {
      const node = defined.get(name)?.defaultValue;
      return [name, node && valueFromASTUntyped(node)];
    }),
  );
  return (variables) => {
    const conditions: Record<string, boolean> = {};
    for (const name of used) {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      const value = given === undefined ? defaults.get(name) : given;
      if (typeof value !== 'boolean') {
        return new GraphQLError(`Variable "$${name}" decides on @skip or @include and must be true or false.`);
      }
      conditions[name] = value;
    }
    return conditions;
  };
};

/** The same text for the same decisions. */
export const conditionsKey = (conditions: Conditions): string =>
  Object.values(conditions)
    .map((value) => (value ? '1' : '0'))
    .join('');
