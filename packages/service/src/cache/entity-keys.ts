import {
  type DirectiveNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
} from 'graphql';

/** The entity types of a subgraph, with the fields that name one of them. */
export interface EntityKeys {
  /** The fields of a type's key; undefined where it is no entity, none where its key is made of more than plain fields. */
  of(typeName: string): readonly string[] | undefined;
  /** The entities that a value of this type shows first: itself, or those in what is around them, like a page of a list. */
  within(type: GraphQLOutputType): readonly string[];
  /** Whether the schema says of a type how long it may be stored. */
  isHinted(typeName: string): boolean;
}

const PLAIN_FIELDS = /^\s*\w+(\s+\w+)*\s*$/;

const fieldsIn = ({ arguments: given }: DirectiveNode): string | undefined => {
  const value = given?.find(({ name }) => name.value === 'fields')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
};

const directivesOf = ({ astNode, extensionASTNodes = [] }: GraphQLNamedType, name: string): readonly DirectiveNode[] =>
  [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []).filter((node) => node.name.value === name);

const keyOf = (type: GraphQLNamedType): readonly string[] | undefined => {
  const keys = directivesOf(type, 'key').map(fieldsIn);
  if (keys.length === 0) return undefined;
  const plain = keys.find((fields) => fields !== undefined && PLAIN_FIELDS.test(fields));
  return plain?.trim().split(/\s+/) ?? [];
};

const typesAround = (type: GraphQLNamedType, schema: GraphQLSchema): readonly GraphQLNamedType[] => {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? Object.values(type.getFields()).map((field) => getNamedType(field.type)) : [];
};

const collect = (type: GraphQLNamedType, schema: GraphQLSchema, seen: Set<GraphQLNamedType>): readonly string[] => {
  if (seen.has(type)) return [];
  seen.add(type);
  if (keyOf(type)) return [type.name];
  return typesAround(type, schema).flatMap((inner) => collect(inner, schema, seen));
};

/** Reads the keys of a subgraph's entities out of its schema. */
export const readEntityKeys = (schema: GraphQLSchema): EntityKeys => {
  const types = Object.values(schema.getTypeMap());
  const keys = new Map(types.map((type) => [type.name, keyOf(type)]));
  const hinted = new Set(types.filter((type) => directivesOf(type, 'cacheControl').length > 0).map(({ name }) => name));
  const around = new Map<string, readonly string[]>();
  return {
    of: (typeName) => keys.get(typeName),
    isHinted: (typeName) => hinted.has(typeName),
    within: (type) => {
      const named = getNamedType(type);
      const known = around.get(named.name) ?? collect(named, schema, new Set());
      around.set(named.name, known);
      return known;
    },
  };
};
