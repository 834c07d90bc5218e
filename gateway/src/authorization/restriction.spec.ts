import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, print, validate } from 'graphql';
import type { Graph } from '../graph/graph.ts';
import type { Need } from './need.ts';
import { readOperationNeeds } from './operation-needs.ts';
import { type Restriction, restrict } from './restriction.ts';

const schema = buildSchema(`
  type Query { open(a: Int, b: Int): Int secret(a: Int): Int me: User any: Any }
  type User { id: ID! name: String secret: Int friend: User any: Any }
  type Card { id: ID! secret: Int }
  union Any = User | Card
`);

/** In this graph every field that is called "secret" needs a login. */
const login: Need = { isLogin: true, scopes: [], policies: [] };
const rights: Graph['rights'] = {
  isFree: false,
  policies: [],
  ofField: (_type, field) => (field === 'secret' ? login : undefined),
  ofInput: () => undefined,
  together: (needs) => needs.find((need) => need !== undefined),
};
const graph = { clientSchema: schema, rights } as Graph;

const restricted = (source: string): Restriction | undefined => {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('there is no operation');
  const needs = readOperationNeeds({ graph, document, operation });
  return needs && restrict(needs, () => true);
};

/** What is left, on one line. */
const left = (source: string): string | undefined => {
  const allowed = restricted(source)?.allowed;
  if (!allowed) return undefined;
  expect(validate(schema, allowed.document)).toEqual([]);
  return print(allowed.document).replaceAll(/\s+/g, ' ');
};

describe('a restricted document', () => {
  it('is not made where nothing needs anything', () => {
    expect(restricted('{ open me { id } }')).toBeUndefined();
  });

  it('does not exist where nothing is left', () => {
    const restriction = restricted('{ secret ...F } fragment F on Query { x: secret(a: 1) ... { secret } }');
    expect(restriction).toMatchObject({ allowed: undefined });
  });

  it.each([
    ['loses fields', '{ open secret }', '{ open }'],
    [
      'keeps aliases, arguments and directives',
      '{ x: open(a: 1) @skip(if: false) secret }',
      '{ x: open(a: 1) @skip(if: false) }',
    ],
    [
      'loses variables that nothing uses any more',
      'query Q($a: Int, $b: Int, $c: Boolean = true) { open(a: $a) secret(a: $b) @include(if: $c) }',
      'query Q($a: Int) { open(a: $a) }',
    ],
    [
      'keeps variables that fragments use',
      'query ($a: Int) { secret ...F } fragment F on Query { open(a: $a) }',
      'query ($a: Int) { ...F } fragment F on Query { open(a: $a) }',
    ],
    [
      'loses fragments of which nothing is left, and those that they alone used',
      '{ open me { ...A id } } fragment A on User { secret friend { ...B } } fragment B on User { secret }',
      '{ open me { ...A id } } fragment A on User { friend { cardstock__typename: __typename } }',
    ],
    ['loses empty fragments', '{ open ...F } fragment F on Query { ... { secret } }', '{ open }'],
    [
      'asks whether an object is there of which nothing may be seen',
      '{ me { secret } }',
      '{ me { cardstock__typename: __typename } }',
    ],
    [
      'asks for the type where that decides what is refused',
      '{ any { ... on User { name secret } ... on Card { id } } }',
      '{ any { ... on User { name } ... on Card { id } cardstock__typename: __typename } }',
    ],
    [
      'asks for the type on the way to a refused field, and nowhere else',
      '{ any { ... on User { friend { secret } any { ... on Card { id } } } } }',
      '{ any { ... on User { friend { cardstock__typename: __typename } any { ... on Card { id } } } cardstock__typename: __typename } }',
    ],
    [
      'uses a name that the document does not have',
      '{ me { cardstock__typename: name friend { secret } } }',
      '{ me { cardstock__typename: name friend { cardstock__typename_: __typename } } }',
    ],
    ['has one operation', 'query A { open secret } query B { open }', 'query A { open }'],
  ])('%s', (_name, asked, expected) => {
    expect(left(asked)).toBe(expected);
  });
});
