/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 has them. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Schemas that several places of a document refer to. */
export interface Components {
  /** A reference to the schema of this name. Throws where another one has the name. */
  refer(name: string, make: () => JsonSchema): JsonSchema;
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

export const makeComponents = (): Components => {
  const schemas = new Map<string, JsonSchema>();
  const open = new Set<string>();
  return {
    schemas,
    refer: (name, make) => {
      const $ref = { $ref: `#/components/schemas/${name}` };
      // It refers to itself.
      if (open.has(name)) return $ref;
      open.add(name);
      const schema = make();
      open.delete(name);
      const known = schemas.get(name);
      if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
        throw new Error(`two things are called ${name} in the REST API: fragments of one name must be the same`);
      }
      schemas.set(name, schema);
      return $ref;
    },
  };
};

/** The same, or null. */
export const orNull = (schema: JsonSchema): JsonSchema => {
  const { type } = schema;
  if (typeof type === 'string') return { ...schema, type: [type, 'null'] };
  return '$ref' in schema ? { anyOf: [schema, { type: 'null' }] } : schema;
};

/** A schema with what is said of the place where it stands; what it says of itself is not lost. */
export const described = (schema: JsonSchema, description: string | null | undefined): JsonSchema =>
  description ? { ...schema, description } : schema;
