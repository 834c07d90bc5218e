import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lintSdl } from './lint.ts';
import { lintLevelsOf } from './rules.ts';

const QUIET = lintLevelsOf('ALL_ELEMENTS_REQUIRE_DESCRIPTION=ignored,DEFINED_TYPES_ARE_UNUSED=ignored');
const found = (sdl: string, levels = QUIET) =>
  lintSdl(sdl, { levels }).diagnostics.map(({ level, rule, coordinate }) => `${level} ${rule} ${coordinate}`);

const cases: readonly (readonly [sdl: string, ...found: string[]])[] = [
  ['type Query { userName(id: ID, second: Int): Int } enum E { IN_TRANSIT A1 V2_X }'],
  ['type Query { FirstName: Int }', 'ERROR FIELD_NAMES_SHOULD_BE_CAMEL_CASE Query.FirstName'],
  ['type Query { first_name: Int }', 'ERROR FIELD_NAMES_SHOULD_BE_CAMEL_CASE Query.first_name'],
  ['extend type User { last_name: Int }', 'ERROR FIELD_NAMES_SHOULD_BE_CAMEL_CASE User.last_name'],
  ['input AInput { b_c: Int }', 'ERROR FIELD_NAMES_SHOULD_BE_CAMEL_CASE AInput.b_c'],
  ['type Query { a(B: Int): Int }', 'ERROR INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE Query.a(B:)'],
  ['type user { a: Int }', 'ERROR TYPE_NAMES_SHOULD_BE_PASCAL_CASE user'],
  ['scalar date_time', 'ERROR TYPE_NAMES_SHOULD_BE_PASCAL_CASE date_time'],
  ['union some_of = A | B', 'ERROR TYPE_NAMES_SHOULD_BE_PASCAL_CASE some_of'],
  [
    'enum E { inTransit In_T }',
    'ERROR ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE E.inTransit',
    'ERROR ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE E.In_T',
  ],
  ['directive @Special on FIELD', 'ERROR DIRECTIVE_NAMES_SHOULD_BE_CAMEL_CASE @Special'],
  ['directive @d(Why: Int) on FIELD', 'ERROR INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE @d(Why:)'],
  ['type Query { a: Int @deprecated }', 'ERROR DEPRECATED_DIRECTIVE_MISSING_REASON Query.a'],
  ['type Query { a: Int @deprecated(reason: " ") }', 'ERROR DEPRECATED_DIRECTIVE_MISSING_REASON Query.a'],
  ['type Query { a: Int @deprecated(reason: "Use b.") }'],
  ['enum E { A @deprecated }', 'ERROR DEPRECATED_DIRECTIVE_MISSING_REASON E.A'],
  ['type Query { getUsers: Int }', 'WARNING RESTY_FIELD_NAMES Query.getUsers'],
  ['type Query { listing: Int, posts: Int, gets: Int }'],
  ['type Mutation { putCard: Int }'],
  ['schema { query: Q mutation: M } type M { putCard: Int } type Q { getA: Int }', 'WARNING RESTY_FIELD_NAMES Q.getA'],
  ['input Filter { a: Int }', 'WARNING INPUT_TYPE_SUFFIX Filter'],
  ['type UserObject { a: Int }', 'WARNING OBJECT_SUFFIX UserObject'],
  ['type ObjectUser { a: Int }', 'WARNING OBJECT_PREFIX ObjectUser'],
  ['type Objective { a: Int }'],
  ['interface NodeInterface { a: Int }', 'WARNING INTERFACE_SUFFIX NodeInterface'],
  ['interface InterfaceNode { a: Int }', 'WARNING INTERFACE_PREFIX InterfaceNode'],
  ['enum RoleEnum { A }', 'WARNING ENUM_SUFFIX RoleEnum'],
  ['enum EnumRole { A }', 'WARNING ENUM_PREFIX EnumRole'],
  ['type UserType { a: Int }', 'WARNING TYPE_SUFFIX UserType'],
  ['type TypeUser { a: Int }', 'WARNING TYPE_PREFIX TypeUser'],
  ['type Query { a: RoleInput } enum RoleInput { A }', 'WARNING ENUM_USED_AS_OUTPUT_DESPITE_SUFFIX RoleInput'],
  ['type Query { _service: _Service! _entities(representations: [_Any!]!): Int } scalar _Any enum link__Purpose { a }'],
];

describe('names', () => {
  it.each(cases)('%s', (sdl, ...expected) => {
    expect(found(sdl)).toEqual(expected);
  });
});

const described = lintLevelsOf('ALL_ELEMENTS_REQUIRE_DESCRIPTION=error,DEFINED_TYPES_ARE_UNUSED=ignored');
const missing = (sdl: string) =>
  lintSdl(sdl, { levels: described }).diagnostics.map(({ coordinate, rule }) => `${rule} ${coordinate}`);

describe('descriptions', () => {
  it('are wanted on everything that has a name', () => {
    const sdl = 'type Query { a(b: Int): Int } input IInput { c: Int } enum E { F } directive @d(g: Int) on FIELD';
    expect(missing(sdl)).toEqual(
      ['Query', 'Query.a', 'Query.a(b:)', 'IInput', 'IInput.c', 'E', 'E.F', '@d', '@d(g:)'].map(
        (coordinate) => `ALL_ELEMENTS_REQUIRE_DESCRIPTION ${coordinate}`,
      ),
    );
  });

  it('are not wanted again on what another subgraph describes', () => {
    expect(missing('extend type User { "Who." id: ID! @external }')).toEqual([]);
    expect(missing('extend type User { id: ID! @external }')).toEqual([]);
  });
});

describe('what nothing refers to', () => {
  const unused = (sdl: string) => found(sdl, lintLevelsOf('ALL_ELEMENTS_REQUIRE_DESCRIPTION=ignored'));
  it('is told', () => {
    expect(unused('type Query { a: A } type A { b: Int } type Lost { c: Int } input LostInput { d: Int }')).toEqual([
      'WARNING DEFINED_TYPES_ARE_UNUSED Lost',
      'WARNING DEFINED_TYPES_ARE_UNUSED LostInput',
    ]);
  });

  it('is not what is reached as a root, an entity, a member or by an interface', () => {
    const sdl = `type Query { u: U n: N } union U = A | B type A { x: Int } type B { x: Int }
      interface N { x: Int } type C implements N { x: Int } type D @key(fields: "id") { id: ID! }`;
    expect(unused(sdl)).toEqual([]);
  });
});

describe('where it is', () => {
  it('is told in lines and columns, and in bytes of UTF-8', () => {
    const [first] = lintSdl('"Größe 🙂"\ntype query_x { a: Int }', { levels: QUIET }).diagnostics;
    expect(first?.start).toEqual({ line: 2, column: 6, byteOffset: 20 });
    expect(first?.end).toEqual({ line: 2, column: 13, byteOffset: 27 });
  });

  it('is told of a text that is no GraphQL, too', () => {
    const { diagnostics, errorsCount } = lintSdl('type Query {\n  a: }');
    expect(errorsCount).toBe(1);
    expect(diagnostics[0]).toMatchObject({ rule: 'DOES_NOT_PARSE', start: { line: 2, column: 6, byteOffset: 18 } });
    expect(lintSdl('').diagnostics[0]).toMatchObject({ rule: 'DOES_NOT_PARSE', start: { line: 1, column: 1 } });
  });
});

describe('a base', () => {
  it('excuses what was broken already, by its place in the schema', () => {
    const baseSdl = 'type Query { Old: Int }';
    const sdl = 'type Query { New: Int Old: Int }';
    const { diagnostics } = lintSdl(sdl, { levels: QUIET, baseSdl });
    expect(diagnostics.map(({ coordinate }) => coordinate)).toEqual(['Query.New']);
  });

  it('that cannot be read excuses nothing', () => {
    expect(lintSdl('type Query { Old: Int }', { levels: QUIET, baseSdl: 'type' }).errorsCount).toBe(1);
  });
});

describe('levels', () => {
  it('are set by rule, and refuse what they do not know', () => {
    expect(found('type Query { getA: Int }', lintLevelsOf('RESTY_FIELD_NAMES=error'))).toContain(
      'ERROR RESTY_FIELD_NAMES Query.getA',
    );
    expect(() => lintLevelsOf('NO_RULE=error')).toThrow('no lint rule "NO_RULE"');
    expect(() => lintLevelsOf('TYPE_SUFFIX=loud')).toThrow('"loud" is no level');
  });
});

it.each(globSync('schema/subgraphs/*.graphql'))('%s has no error', (file) => {
  const { diagnostics } = lintSdl(readFileSync(file, 'utf8'), {
    levels: lintLevelsOf('ALL_ELEMENTS_REQUIRE_DESCRIPTION=error'),
  });
  expect(diagnostics.filter(({ level }) => level === 'ERROR')).toEqual([]);
});
