import {
  type FieldNode,
  type GraphQLField,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;
/** The values of a field's arguments by name, as they were given or by default. */
export type GivenArguments = Readonly<Record<string, unknown>>;

export const withDefaults = (
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
): Variables => ({
  ...Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  ),
  ...variables,
});

/** Whether `@skip` or `@include` takes a selection out. */
export const isLeftOut = ({ directives = [] }: SelectionNode, variables: Variables): boolean =>
  directives.some(({ name, arguments: given = [] }) => {
    const condition = given.find((argument) => argument.name.value === 'if')?.value;
    const holds = condition && valueFromASTUntyped(condition, variables);
    return (name.value === 'skip' && holds === true) || (name.value === 'include' && holds === false);
  });

export const argumentsOf = (
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): GivenArguments =>
  Object.fromEntries(
    args.map(({ name, defaultValue }) => {
      const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
      return [name, (value && valueFromASTUntyped(value, variables)) ?? defaultValue];
    }),
  );
