import {
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isEnumType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { withCode } from '../errors/refusals.ts';

type Accepts = (value: unknown) => boolean;

/** What is wrong with the variables of a request; nothing, mostly. */
export type CheckVariables = (variables: Readonly<Record<string, unknown>>) => readonly GraphQLError[];

const isText: Accepts = (value) => typeof value === 'string';
const LARGEST_INT = 2 ** 31 - 1;
const isInt: Accepts = (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INT;

const PLAIN: Readonly<Record<string, Accepts>> = {
  String: isText,
  ID: isText,
  Int: isInt,
  Float: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
};
const never: Accepts = () => false;

/** What is certainly right; whatever else there is, graphql-js decides. */
const acceptsFor = (type: GraphQLInputType): Accepts => {
  if (isNonNullType(type)) return acceptsFor(type.ofType);
  if (isListType(type)) {
    const accepts = acceptsFor(type.ofType);
    return (value) => Array.isArray(value) && value.every(accepts);
  }
  if (!isEnumType(type)) return PLAIN[type.name] ?? never;
  const names = new Set(type.getValues().map(({ name }) => name));
  return (value) => names.has(value as string);
};

const compileOne = (schema: GraphQLSchema, { variable, type, defaultValue }: VariableDefinitionNode) => {
  const name = variable.name.value;
  const inputType = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
  const accepts = inputType ? acceptsFor(inputType) : never;
  const isOptional = defaultValue !== undefined || !isNonNullType(inputType);
  return (variables: Readonly<Record<string, unknown>>): boolean => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? isOptional : accepts(value);
  };
};

/** Compiles the check of an operation's variables: the plain ones are seen through at once. */
export const compileVariables = (schema: GraphQLSchema, operation: OperationDefinitionNode): CheckVariables => {
  const definitions = operation.variableDefinitions ?? [];
  const checks = definitions.map((definition) => compileOne(schema, definition));
  return (variables) => {
    if (checks.every((isRight) => isRight(variables))) return [];
    const { errors = [] } = getVariableValues(schema, definitions, { ...variables });
    return errors.map((error) => withCode(error, 'BAD_USER_INPUT'));
  };
};
