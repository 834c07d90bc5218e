import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** Arguments with which required ones are given. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  user: '(id: "u2")',
  product: '(id: "b1")',
  book: '(id: "b1")',
  review: '(id: "v2")',
};
/** Fields whose errors come in no order, or that take the whole answer with them, so that little is left to compare. */
const LEFT_OUT = new Set([
  'failing',
  'failingRequired',
  'failingList',
  'wrongNumber',
  'reviewCount',
  'karma',
  'strangers',
]);
const DEEPEST = 5;

type Choice = () => number;

const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).filter(({ name }) => !LEFT_OUT.has(name))
    : [];

/** Writes a selection of a type, deciding by `choose`, which gives numbers from 0 to 99. */
const selectionOf = (type: GraphQLCompositeType, schema: GraphQLSchema, choose: Choice, depth: number): string => {
  const parts = fieldsOf(type).flatMap((field) => {
    const named = getNamedType(field.type);
    const isWanted = choose() < 60 - depth * 10;
    if (!isWanted || (isCompositeType(named) && depth >= DEEPEST)) return [];
    const inner = isCompositeType(named) ? ` { ${selectionOf(named, schema, choose, depth + 1)} }` : '';
    const condition = choose() < 8 ? ` @include(if: $${choose() < 50 ? 'yes' : 'no'})` : '';
    return [`${field.name}${(field.args.length > 0 && ARGUMENTS[field.name]) || ''}${condition}${inner}`];
  });
  const fragments = isAbstractType(type)
    ? schema.getPossibleTypes(type).flatMap((possible) => {
        if (choose() >= 50 || depth >= DEEPEST) return [];
        return [`... on ${possible.name} { ${selectionOf(possible, schema, choose, depth + 1)} }`];
      })
    : [];
  return ['__typename', ...parts, ...fragments].join(' ');
};

/** Queries of any shape that the schema allows. */
export const randomQuery = (schema: GraphQLSchema): fc.Arbitrary<string> =>
  fc.infiniteStream(fc.nat(99)).map((numbers) => {
    const choose: Choice = () => numbers.next().value as number;
    const root = schema.getQueryType();
    if (!root) throw new Error('the schema has no queries');
    return `query ($yes: Boolean!, $no: Boolean!) { ${selectionOf(root, schema, choose, 2)} used: __typename @include(if: $yes) @skip(if: $no) }`;
  });
