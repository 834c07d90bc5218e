import { assertValidSchema, buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import type { GraphqlModule } from './module.ts';

/** One schema of all modules. Throws where a resolver has no field, or two modules resolve the same one. */
export const schemaOf = (modules: readonly GraphqlModule[]): GraphQLSchema => {
  const schema = buildSchema(modules.map(({ sdl }) => sdl).join('\n'));
  assertValidSchema(schema);
  for (const { resolvers } of modules)
    for (const [typeName, fields] of Object.entries(resolvers)) {
      const type = schema.getType(typeName);
      if (!isObjectType(type)) throw new Error(`there is no object type ${typeName}`);
      for (const [name, resolve] of Object.entries(fields)) {
        const field = type.getFields()[name];
        if (!field || field.resolve) throw new Error(`${typeName}.${name} is missing, or resolved twice`);
        field.resolve = resolve;
      }
    }
  return schema;
};
