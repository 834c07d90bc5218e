import { usageReportingSignature } from '@apollo/utils.usagereporting';
import {
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

export interface BenchOperation {
  readonly name: string;
  readonly signature: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

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
  readonly fields: Record<string, Set<string>> = {};
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  select(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type)) return '{__typename}';
    const all = Object.values(type.getFields());
    const chosen = all.filter(() => this.#random() < LEAVES / all.length);
    const parts = chosen.flatMap((field) => this.#field(type.name, field, depth) ?? []);
    return parts.length > 0 ? `{${parts.join(' ')}}` : '{__typename}';
  }

  #field(parent: string, field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= DEEPEST) return undefined;
    const args = field.args.filter(isRequiredArgument).map((argument) => {
      const variable = `v${this.variables.size}`;
      this.variables.set(variable, String(argument.type));
      return `${argument.name}:$${variable}`;
    });
    this.fields[parent] ??= new Set();
    this.fields[parent].add(field.name);
    const call = args.length > 0 ? `${field.name}(${args.join(',')})` : field.name;
    return `${call}${isCompositeType(type) ? this.select(type, depth + 1) : ''}`;
  }
}

const draftOf = (schema: GraphQLSchema, name: string, random: () => number): BenchOperation | undefined => {
  const draft = new Draft(random);
  const query = schema.getQueryType();
  const selection = query ? draft.select(query, 0) : '{__typename}';
  const variables = [...draft.variables].map(([variable, type]) => `$${variable}:${type}`).join(',');
  const document = parse(`query ${name}${variables ? `(${variables})` : ''}${selection}`);
  if (draft.variables.size === 0 && Object.keys(draft.fields).length < 2) return undefined;
  if (validate(schema, document).length > 0) return undefined;
  const fields = Object.fromEntries(Object.entries(draft.fields).map(([type, names]) => [type, [...names]]));
  return { name, signature: usageReportingSignature(document, name), fields };
};

/** So many valid queries, each another one, the same ones each time. */
export const distinctOperations = (schema: GraphQLSchema, count: number): readonly BenchOperation[] => {
  const random = makeRandom(42);
  const found: BenchOperation[] = [];
  for (let attempt = 0; found.length < count; attempt += 1) {
    if (attempt > 20 * count) throw new Error(`only ${found.length} of ${attempt} drafts are valid operations`);
    const draft = draftOf(schema, `Operation${attempt}`, random);
    if (draft) found.push(draft);
  }
  return found;
};
