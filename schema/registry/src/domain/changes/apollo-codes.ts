import type { Change, TypeOfChangeType } from '@graphql-inspector/core';
import { type GraphQLSchema, isEnumType, isInputObjectType, isRequiredArgument, isRequiredInputField } from 'graphql';
import type { ChangeSeverity } from './schema-change.ts';

interface Named {
  readonly code: string;
  /** In the place of the severity that the comparison gives. */
  readonly severity?: ChangeSeverity;
  /** In the place of the path that the comparison gives. */
  readonly coordinate?: string;
  readonly member?: string;
}

type Naming = string | ((change: Change, after: GraphQLSchema, before: GraphQLSchema) => Named | undefined);

const optional = (code: string): Named => ({ code, severity: 'SAFE' });
const becameRequired = (before: string, after: string): boolean => after === `${before}!`;

const argumentAdded = ({ meta }: Change<'FIELD_ARGUMENT_ADDED'>): Named =>
  meta.isAddedFieldArgumentBreaking ? { code: 'REQUIRED_ARG_ADDED' } : optional('OPTIONAL_ARG_ADDED');

const argumentType = ({ meta }: Change<'FIELD_ARGUMENT_TYPE_CHANGED'>): Named => ({
  code: becameRequired(meta.oldArgumentType, meta.newArgumentType)
    ? 'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED'
    : 'ARG_CHANGED_TYPE',
});

/** Who leaves a non-null argument out relies on its default: without one the argument is required. */
const argumentDefault = ({ meta }: Change<'FIELD_ARGUMENT_DEFAULT_CHANGED'>, after: GraphQLSchema): Named => {
  const type = after.getType(meta.typeName);
  const fields = type && 'getFields' in type && !isInputObjectType(type) ? type.getFields() : {};
  const argument = fields[meta.fieldName]?.args.find(({ name }) => name === meta.argumentName);
  return argument && isRequiredArgument(argument)
    ? { code: 'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED', severity: 'BREAKING' }
    : { code: 'ARG_DEFAULT_VALUE_CHANGE' };
};

const inputField = (after: GraphQLSchema, typeName: string, name: string) => {
  const type = after.getType(typeName);
  return isInputObjectType(type) ? type.getFields()[name] : undefined;
};

const inputFieldAdded = ({ meta }: Change<'INPUT_FIELD_ADDED'>, after: GraphQLSchema): Named => {
  const field = inputField(after, meta.inputName, meta.addedInputFieldName);
  return field && isRequiredInputField(field)
    ? { code: 'REQUIRED_FIELD_ADDED_TO_INPUT_OBJECT', severity: 'BREAKING' }
    : optional('OPTIONAL_FIELD_ADDED_TO_INPUT_OBJECT');
};

const inputFieldDefault = ({ meta }: Change<'INPUT_FIELD_DEFAULT_VALUE_CHANGED'>, after: GraphQLSchema): Named => {
  const field = inputField(after, meta.inputName, meta.inputFieldName);
  return field && isRequiredInputField(field)
    ? { code: 'FIELD_ON_INPUT_OBJECT_CHANGED_TYPE', severity: 'BREAKING' }
    : { code: 'FIELD_ON_INPUT_OBJECT_DEFAULT_VALUE_CHANGE' };
};

const isDeprecatedValue = (schema: GraphQLSchema, enumName: string, name: string): boolean => {
  const type = schema.getType(enumName);
  return isEnumType(type) && type.getValue(name)?.deprecationReason != null;
};

/** The comparison takes the default reason for none, so that it can't tell a new reason from a new deprecation. */
const valueDeprecation = (
  { meta }: Change<'ENUM_VALUE_DEPRECATION_REASON_CHANGED'>,
  after: GraphQLSchema,
  before: GraphQLSchema,
): Named => {
  if (!isDeprecatedValue(after, meta.enumName, meta.enumValueName)) return optional('ENUM_DEPRECATION_REMOVED');
  const was = isDeprecatedValue(before, meta.enumName, meta.enumValueName);
  return optional(was ? 'ENUM_DEPRECATED_REASON_CHANGE' : 'ENUM_DEPRECATED');
};

const directiveArgumentAdded = ({ meta }: Change<'DIRECTIVE_ARGUMENT_ADDED'>, after: GraphQLSchema): Named => {
  const coordinate = `@${meta.directiveName}(${meta.addedDirectiveArgumentName}:)`;
  const args = after.getDirective(meta.directiveName)?.args ?? [];
  const argument = args.find(({ name }) => name === meta.addedDirectiveArgumentName);
  return argument && isRequiredArgument(argument)
    ? { code: 'REQUIRED_DIRECTIVE_ARG_ADDED', coordinate, severity: 'BREAKING' }
    : { code: 'OPTIONAL_DIRECTIVE_ARG_ADDED', coordinate, severity: 'SAFE' };
};

const deprecation = (directive: string, code: string): Named | undefined =>
  directive === 'deprecated' ? optional(code) : undefined;

/**
 * How Apollo's tools call what the comparison finds. What is not listed says nothing to a client: directives on
 * definitions are for servers, apart from those that deprecate and `@oneOf`, which changes what may be sent.
 */
export const NAMINGS: Readonly<Partial<Record<TypeOfChangeType, Naming>>> = {
  FIELD_REMOVED: 'FIELD_REMOVED',
  FIELD_ADDED: 'FIELD_ADDED',
  FIELD_TYPE_CHANGED: 'FIELD_CHANGED_TYPE',
  FIELD_DESCRIPTION_CHANGED: 'FIELD_DESCRIPTION_CHANGE',
  FIELD_DESCRIPTION_ADDED: 'FIELD_DESCRIPTION_CHANGE',
  FIELD_DESCRIPTION_REMOVED: 'FIELD_DESCRIPTION_CHANGE',
  FIELD_DEPRECATION_ADDED: 'FIELD_DEPRECATED',
  FIELD_DEPRECATION_REMOVED: 'FIELD_DEPRECATION_REMOVED',
  FIELD_DEPRECATION_REASON_CHANGED: 'FIELD_DEPRECATED_REASON_CHANGE',
  FIELD_DEPRECATION_REASON_ADDED: 'FIELD_DEPRECATED_REASON_CHANGE',
  FIELD_DEPRECATION_REASON_REMOVED: 'FIELD_DEPRECATED_REASON_CHANGE',
  FIELD_ARGUMENT_ADDED: argumentAdded,
  FIELD_ARGUMENT_REMOVED: 'ARG_REMOVED',
  FIELD_ARGUMENT_TYPE_CHANGED: argumentType,
  FIELD_ARGUMENT_DEFAULT_CHANGED: argumentDefault,
  FIELD_ARGUMENT_DESCRIPTION_CHANGED: 'ARG_DESCRIPTION_CHANGE',
  INPUT_FIELD_REMOVED: 'FIELD_REMOVED_FROM_INPUT_OBJECT',
  INPUT_FIELD_ADDED: inputFieldAdded,
  INPUT_FIELD_TYPE_CHANGED: 'FIELD_ON_INPUT_OBJECT_CHANGED_TYPE',
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: inputFieldDefault,
  INPUT_FIELD_DESCRIPTION_ADDED: 'FIELD_ON_INPUT_OBJECT_DESCRIPTION_CHANGE',
  INPUT_FIELD_DESCRIPTION_REMOVED: 'FIELD_ON_INPUT_OBJECT_DESCRIPTION_CHANGE',
  INPUT_FIELD_DESCRIPTION_CHANGED: 'FIELD_ON_INPUT_OBJECT_DESCRIPTION_CHANGE',
  ENUM_VALUE_REMOVED: 'VALUE_REMOVED_FROM_ENUM',
  ENUM_VALUE_ADDED: 'VALUE_ADDED_TO_ENUM',
  ENUM_VALUE_DESCRIPTION_CHANGED: 'ENUM_VALUE_DESCRIPTION_CHANGE',
  ENUM_VALUE_DEPRECATION_REASON_ADDED: valueDeprecation,
  ENUM_VALUE_DEPRECATION_REASON_CHANGED: valueDeprecation,
  ENUM_VALUE_DEPRECATION_REASON_REMOVED: valueDeprecation,
  TYPE_REMOVED: 'TYPE_REMOVED',
  TYPE_ADDED: 'TYPE_ADDED',
  TYPE_KIND_CHANGED: 'TYPE_CHANGED_KIND',
  TYPE_DESCRIPTION_CHANGED: 'TYPE_DESCRIPTION_CHANGE',
  TYPE_DESCRIPTION_REMOVED: 'TYPE_DESCRIPTION_CHANGE',
  TYPE_DESCRIPTION_ADDED: 'TYPE_DESCRIPTION_CHANGE',
  OBJECT_TYPE_INTERFACE_ADDED: ({ meta }) => ({
    code: 'TYPE_ADDED_TO_INTERFACE',
    coordinate: meta.addedInterfaceName,
    member: meta.objectTypeName,
  }),
  OBJECT_TYPE_INTERFACE_REMOVED: ({ meta }) => ({
    code: 'TYPE_REMOVED_FROM_INTERFACE',
    coordinate: meta.removedInterfaceName,
    member: meta.objectTypeName,
  }),
  UNION_MEMBER_ADDED: ({ meta }) => ({ code: 'TYPE_ADDED_TO_UNION', member: meta.addedUnionMemberTypeName }),
  UNION_MEMBER_REMOVED: ({ meta }) => ({ code: 'TYPE_REMOVED_FROM_UNION', member: meta.removedUnionMemberTypeName }),
  SCHEMA_QUERY_TYPE_CHANGED: () => ({ code: 'ROOT_TYPE_CHANGED', coordinate: 'query' }),
  SCHEMA_MUTATION_TYPE_CHANGED: () => ({ code: 'ROOT_TYPE_CHANGED', coordinate: 'mutation' }),
  SCHEMA_SUBSCRIPTION_TYPE_CHANGED: () => ({ code: 'ROOT_TYPE_CHANGED', coordinate: 'subscription' }),
  DIRECTIVE_ADDED: 'DIRECTIVE_ADDED',
  DIRECTIVE_REMOVED: 'DIRECTIVE_REMOVED',
  DIRECTIVE_DESCRIPTION_CHANGED: 'DIRECTIVE_DESCRIPTION_CHANGE',
  DIRECTIVE_LOCATION_ADDED: 'DIRECTIVE_LOCATION_ADDED',
  DIRECTIVE_LOCATION_REMOVED: 'DIRECTIVE_LOCATION_REMOVED',
  DIRECTIVE_REPEATABLE_ADDED: 'DIRECTIVE_REPEATABLE_ADDED',
  DIRECTIVE_REPEATABLE_REMOVED: () => ({ code: 'DIRECTIVE_REPEATABLE_REMOVED', severity: 'BREAKING' }),
  DIRECTIVE_ARGUMENT_ADDED: directiveArgumentAdded,
  DIRECTIVE_ARGUMENT_REMOVED: 'DIRECTIVE_ARG_REMOVED',
  DIRECTIVE_ARGUMENT_TYPE_CHANGED: 'DIRECTIVE_ARG_CHANGED_TYPE',
  DIRECTIVE_ARGUMENT_DEFAULT_VALUE_CHANGED: 'DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE',
  DIRECTIVE_ARGUMENT_DESCRIPTION_CHANGED: 'DIRECTIVE_ARG_DESCRIPTION_CHANGE',
  DIRECTIVE_USAGE_ARGUMENT_DEFINITION_ADDED: ({ meta }) => deprecation(meta.addedDirectiveName, 'ARG_DEPRECATED'),
  DIRECTIVE_USAGE_ARGUMENT_DEFINITION_REMOVED: ({ meta }) =>
    deprecation(meta.removedDirectiveName, 'ARG_DEPRECATION_REMOVED'),
  DIRECTIVE_USAGE_INPUT_FIELD_DEFINITION_ADDED: ({ meta }) =>
    deprecation(meta.addedDirectiveName, 'FIELD_ON_INPUT_OBJECT_DEPRECATED'),
  DIRECTIVE_USAGE_INPUT_FIELD_DEFINITION_REMOVED: ({ meta }) =>
    deprecation(meta.removedDirectiveName, 'FIELD_ON_INPUT_OBJECT_DEPRECATION_REMOVED'),
  DIRECTIVE_USAGE_INPUT_OBJECT_ADDED: ({ meta }) =>
    meta.addedDirectiveName === 'oneOf' ? { code: 'ONE_OF_ADDED_TO_INPUT_OBJECT', severity: 'BREAKING' } : undefined,
  DIRECTIVE_USAGE_INPUT_OBJECT_REMOVED: ({ meta }) =>
    meta.removedDirectiveName === 'oneOf' ? optional('ONE_OF_REMOVED_FROM_INPUT_OBJECT') : undefined,
};
