import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { type Components, described, type JsonSchema, orNull } from './components.ts';
import { leafSchema } from './leaf-schema.ts';

const withDefault = (schema: JsonSchema, value: unknown): JsonSchema =>
  value === undefined ? schema : { ...schema, default: value };

const objectSchema = (type: GraphQLInputObjectType, components: Components): JsonSchema => {
  const fields = Object.values(type.getFields());
  const properties = fields.map(({ name, type: ofField, description, defaultValue }) => {
    const schema = described(inputSchema(ofField, components), description);
    return [name, withDefault(schema, defaultValue)] as const;
  });
  const schema: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter(isRequiredInputField).map(({ name }) => name),
    additionalProperties: false,
  };
  return described(schema, type.description);
};

const notNull = (type: GraphQLInputType, components: Components): JsonSchema => {
  if (isNonNullType(type)) return notNull(type.ofType, components);
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, components) };
  if (isLeafType(type)) return leafSchema(type, components);
  return components.refer(type.name, () => objectSchema(type, components));
};

/** The schema of what a client may give for a type. */
export const inputSchema = (type: GraphQLInputType, components: Components): JsonSchema =>
  isNonNullType(type) ? notNull(type, components) : orNull(notNull(type, components));

/** The same for parameters, which are left out instead of being null. */
export const parameterSchema = (type: GraphQLInputType, defaultValue: unknown, components: Components): JsonSchema =>
  withDefault(notNull(type, components), defaultValue);
