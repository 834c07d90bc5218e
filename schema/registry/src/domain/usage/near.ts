import { type GraphQLField, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type { SchemaChange } from '../changes/schema-change.ts';
import type { KnownOperation } from './operation.ts';
import { typeIn } from './type-in.ts';
import { typesSentAs } from './types-sent-as.ts';

const namesIn = (schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string[] => [
  getNamedType(field.type).name,
  ...field.args.flatMap(({ type }) => [...typesSentAs(schema, getNamedType(type).name)]),
];

/** The fields that give or take a value of one of the types, as `Type.field`. */
const fieldsAround = (schema: GraphQLSchema, types: ReadonlySet<string>): ReadonlySet<string> => {
  const fields = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (namesIn(schema, field).some((name) => types.has(name))) fields.add(`${type.name}.${field.name}`);
  }
  return fields;
};

/**
 * Tells by the fields in its report whether an operation can be hit by breaking changes at all, so that most need not
 * even be parsed. One without such fields can.
 */
export const nearTo = (
  changes: readonly SchemaChange[],
  before: GraphQLSchema,
): ((operation: KnownOperation) => boolean) => {
  const breaking = changes.filter(({ severity }) => severity === 'BREAKING');
  if (breaking.length === 0) return () => false;
  // Which directives an operation carries, and which kind it is of, no field tells.
  if (breaking.some(({ coordinate, code }) => coordinate.startsWith('@') || code === 'ROOT_TYPE_CHANGED'))
    return () => true;
  const types = new Set(
    breaking.flatMap(({ coordinate, member }) => [typeIn(coordinate), ...(member ? [member] : [])]),
  );
  const fields = fieldsAround(before, types);
  return ({ referencedFields }) => {
    const entries = Object.entries(referencedFields);
    return (
      entries.length === 0 ||
      entries.some(([type, names]) => types.has(type) || names.some((name) => fields.has(`${type}.${name}`)))
    );
  };
};
