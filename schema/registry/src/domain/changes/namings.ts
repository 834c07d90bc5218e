import type { Change } from '@graphql-inspector/core';
import { type GraphQLSchema, isEnumType, isInputObjectType, isRequiredArgument, isRequiredInputField } from 'graphql';
import type { ChangeSeverity } from './schema-change.ts';

/** What a change is called, and where the comparison is to be corrected. */
interface Named {
  readonly code: string;
  /** In the place of the severity that the comparison gives. */
  readonly severity?: ChangeSeverity;
  /** In the place of the path that the comparison gives. */
  readonly coordinate?: string;
  readonly member?: string;
}

export type Naming = string | ((change: Change, after: GraphQLSchema, before: GraphQLSchema) => Named | undefined);

export const optional = (code: string): Named => ({ code, severity: 'SAFE' });
const becameRequired = (before: string, after: string): boolean => after === `${before}!`;

export const argumentAdded = ({ meta }: Change<'FIELD_ARGUMENT_ADDED'>): Named =>
  meta.isAddedFieldArgumentBreaking ? { code: 'REQUIRED_ARG_ADDED' } : optional('OPTIONAL_ARG_ADDED');

export const argumentType = ({ meta }: Change<'FIELD_ARGUMENT_TYPE_CHANGED'>): Named => ({
  code: becameRequired(meta.oldArgumentType, meta.newArgumentType)
    ? 'ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED'
    : 'ARG_CHANGED_TYPE',
});

/** Who leaves a non-null argument out relies on its default: without one the argument is required. */
export const argumentDefault = ({ meta }: Change<'FIELD_ARGUMENT_DEFAULT_CHANGED'>, after: GraphQLSchema): Named => {
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

export const inputFieldAdded = ({ meta }: Change<'INPUT_FIELD_ADDED'>, after: GraphQLSchema): Named => {
  const field = inputField(after, meta.inputName, meta.addedInputFieldName);
  return field && isRequiredInputField(field)
    ? { code: 'REQUIRED_FIELD_ADDED_TO_INPUT_OBJECT', severity: 'BREAKING' }
    : optional('OPTIONAL_FIELD_ADDED_TO_INPUT_OBJECT');
};

export const inputFieldDefault = (
  { meta }: Change<'INPUT_FIELD_DEFAULT_VALUE_CHANGED'>,
  after: GraphQLSchema,
): Named => {
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
export const valueDeprecation = (
  { meta }: Change<'ENUM_VALUE_DEPRECATION_REASON_CHANGED'>,
  after: GraphQLSchema,
  before: GraphQLSchema,
): Named => {
  if (!isDeprecatedValue(after, meta.enumName, meta.enumValueName)) return optional('ENUM_DEPRECATION_REMOVED');
  const was = isDeprecatedValue(before, meta.enumName, meta.enumValueName);
  return optional(was ? 'ENUM_DEPRECATED_REASON_CHANGE' : 'ENUM_DEPRECATED');
};

export const directiveArgumentAdded = ({ meta }: Change<'DIRECTIVE_ARGUMENT_ADDED'>, after: GraphQLSchema): Named => {
  const coordinate = `@${meta.directiveName}(${meta.addedDirectiveArgumentName}:)`;
  const args = after.getDirective(meta.directiveName)?.args ?? [];
  const argument = args.find(({ name }) => name === meta.addedDirectiveArgumentName);
  return argument && isRequiredArgument(argument)
    ? { code: 'REQUIRED_DIRECTIVE_ARG_ADDED', coordinate, severity: 'BREAKING' }
    : { code: 'OPTIONAL_DIRECTIVE_ARG_ADDED', coordinate, severity: 'SAFE' };
};

export const deprecation = (directive: string, code: string): Named | undefined =>
  directive === 'deprecated' ? optional(code) : undefined;
