import { type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql';

const remembered = new WeakMap<GraphQLSchema, Map<string, ReadonlySet<string>>>();

const reach = (schema: GraphQLSchema, root: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const type = schema.getType(name);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) open.push(getNamedType(field.type).name);
    }
  }
  return found;
};

/** The names of all types that a value of the input type `root` may hold, itself included. */
export const typesSentAs = (schema: GraphQLSchema, root: string): ReadonlySet<string> => {
  const known = remembered.get(schema) ?? new Map<string, ReadonlySet<string>>();
  remembered.set(schema, known);
  const types = known.get(root) ?? reach(schema, root);
  known.set(root, types);
  return types;
};
