import type { GraphQLEnumType, GraphQLLeafType } from 'graphql';
import { isEnumType } from 'graphql';
import type { Components, JsonSchema } from './components.ts';

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number', format: 'double' },
  DateTime: { type: 'string', format: 'date-time' },
  UUID: { type: 'string', format: 'uuid' },
};

const enumSchema = (type: GraphQLEnumType): JsonSchema => {
  const values = type.getValues();
  const lines = values.map(({ name, description }) => `- \`${name}\`${description ? `: ${description}` : ''}`);
  return {
    type: 'string',
    description: [type.description, lines.join('\n')].filter(Boolean).join('\n\n'),
    enum: values.map(({ name }) => name),
  };
};

/** The schema of a scalar or an enum. A scalar that is not known here can be any JSON. */
export const leafSchema = (type: GraphQLLeafType, components: Components): JsonSchema =>
  isEnumType(type) ? components.refer(type.name, () => enumSchema(type)) : (SCALARS[type.name] ?? {});
