import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
} from 'graphql';
import { makeKnownFacts, type OperationFacts } from '../../gateway/src/usage/operation-facts.ts';

export type BenchOperation = OperationFacts;

/** Which makes them about as long as those of schema/operations. */
const DEEPEST = 5;
const LEAVES = 4;

/** A generator of numbers from 0 to 1 that gives the same ones each time (mulberry32). */
const makeRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** One operation of random selections; what is required is given by variables. */
class Draft {
  readonly variables = new Map<string, string>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  select(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type)) return '{__typename}';
    const all = Object.values(type.getFields());
    const chosen = all.filter(() => this.#random() < LEAVES / all.length);
    const parts = chosen.flatMap((field) => this.#field(field, depth) ?? []);
    return parts.length > 0 ? `{${parts.join(' ')}}` : '{__typename}';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= DEEPEST) return undefined;
    const args = field.args.filter(isRequiredArgument).map((argument) => {
      const variable = `v${this.variables.size}`;
      this.variables.set(variable, String(argument.type));
      return `${argument.name}:$${variable}`;
    });
    const call = args.length > 0 ? `${field.name}(${args.join(',')})` : field.name;
    return `${call}${isCompositeType(type) ? this.select(type, depth + 1) : ''}`;
  }
}

const draftOf = (schema: GraphQLSchema, operationName: string, random: () => number): DocumentNode | undefined => {
  const draft = new Draft(random);
  const query = schema.getQueryType();
  const selection = query ? draft.select(query, 0) : '{__typename}';
  const variables = [...draft.variables].map(([variable, type]) => `$${variable}:${type}`).join(',');
  const document = parse(`query ${operationName}${variables ? `(${variables})` : ''}${selection}`);
  return validate(schema, document).length > 0 ? undefined : document;
};

/** So many valid queries, each another one, the same ones each time. */
export const distinctOperations = (schema: GraphQLSchema, count: number): readonly BenchOperation[] => {
  const random = makeRandom(42);
  const facts = makeKnownFacts();
  const found: BenchOperation[] = [];
  for (let attempt = 0; found.length < count; attempt += 1) {
    if (attempt > 20 * count) throw new Error(`only ${found.length} of ${attempt} drafts are valid operations`);
    const operationName = `Operation${attempt}`;
    const document = draftOf(schema, operationName, random);
    if (document) found.push(facts.learn({ schema, document, operationName }));
  }
  return found;
};
