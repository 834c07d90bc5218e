import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { changesBetween } from './changes-between.ts';

const base = 'type Query { ok: Int }';
const found = (before: string, after: string) =>
  changesBetween(buildSchema(`${base} ${before}`), buildSchema(`${base} ${after}`)).map(
    ({ severity, code, coordinate, member }) => [severity, code, coordinate, ...(member ? [member] : [])].join(' '),
  );

const a = (fields: string) => `type A { x: Int ${fields} }`;
const input = (fields: string) => `input I { x: Int ${fields} }`;

const cases: readonly (readonly [before: string, after: string, ...changes: string[]])[] = [
  [a('y: Int'), a(''), 'BREAKING FIELD_REMOVED A.y'],
  [`${a('')}type B { b: Int }`, a(''), 'BREAKING TYPE_REMOVED B'],
  [a('y(z: Int): Int'), a('y: Int'), 'BREAKING ARG_REMOVED A.y(z:)'],
  [a('y: Int'), a('y(z: Int!): Int'), 'BREAKING REQUIRED_ARG_ADDED A.y(z:)'],
  [a('y: Int'), a('y(z: Int! = 1): Int'), 'SAFE OPTIONAL_ARG_ADDED A.y(z:)'],
  [a('y: Int'), a('y(z: Int): Int'), 'SAFE OPTIONAL_ARG_ADDED A.y(z:)'],
  [a('y(z: Int): Int'), a('y(z: String): Int'), 'BREAKING ARG_CHANGED_TYPE A.y(z:)'],
  [a('y(z: Int!): Int'), a('y(z: Int): Int'), 'SAFE ARG_CHANGED_TYPE A.y(z:)'],
  [a('y(z: Int): Int'), a('y(z: Int!): Int'), 'BREAKING ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED A.y(z:)'],
  [a('y(z: Int! = 1): Int'), a('y(z: Int!): Int'), 'BREAKING ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED A.y(z:)'],
  [a('y(z: Int = 1): Int'), a('y(z: Int = 2): Int'), 'DANGEROUS ARG_DEFAULT_VALUE_CHANGE A.y(z:)'],
  [a('y(z: Int): Int'), a('y("z" z: Int): Int'), 'SAFE ARG_DESCRIPTION_CHANGE A.y(z:)'],
  [a('y(z: Int): Int'), a('y(z: Int @deprecated): Int'), 'SAFE ARG_DEPRECATED A.y(z:)'],
  [a('y(z: Int @deprecated): Int'), a('y(z: Int): Int'), 'SAFE ARG_DEPRECATION_REMOVED A.y(z:)'],
  [a('y: Int!'), a('y: Int'), 'BREAKING FIELD_CHANGED_TYPE A.y'],
  [a('y: Int'), a('y: Int!'), 'SAFE FIELD_CHANGED_TYPE A.y'],
  [a('y: [Int]'), a('y: Int'), 'BREAKING FIELD_CHANGED_TYPE A.y'],
  [a(''), a('y: Int'), 'SAFE FIELD_ADDED A.y'],
  [a(''), a('"why" y(z: Int!): Int @deprecated'), 'SAFE FIELD_ADDED A.y'],
  [a('y: Int'), a('"y" y: Int'), 'SAFE FIELD_DESCRIPTION_CHANGE A.y'],
  [a('"y" y: Int'), a('y: Int'), 'SAFE FIELD_DESCRIPTION_CHANGE A.y'],
  [a('"y" y: Int'), a('"z" y: Int'), 'SAFE FIELD_DESCRIPTION_CHANGE A.y'],
  [a('y: Int'), a('y: Int @deprecated'), 'SAFE FIELD_DEPRECATED A.y'],
  [a('y: Int @deprecated'), a('y: Int'), 'SAFE FIELD_DEPRECATION_REMOVED A.y'],
  [
    a('y: Int @deprecated(reason: "a")'),
    a('y: Int @deprecated(reason: "b")'),
    'SAFE FIELD_DEPRECATED_REASON_CHANGE A.y',
  ],
  [a('y: Int @deprecated(reason: "a")'), a('y: Int @deprecated'), 'SAFE FIELD_DEPRECATED_REASON_CHANGE A.y'],
  [a('y: Int @deprecated'), a('y: Int @deprecated(reason: "b")'), 'SAFE FIELD_DEPRECATED_REASON_CHANGE A.y'],
  [input('y: Int'), input(''), 'BREAKING FIELD_REMOVED_FROM_INPUT_OBJECT I.y'],
  [input(''), input('y: Int!'), 'BREAKING REQUIRED_FIELD_ADDED_TO_INPUT_OBJECT I.y'],
  [input(''), input('y: Int! = 1'), 'SAFE OPTIONAL_FIELD_ADDED_TO_INPUT_OBJECT I.y'],
  [input(''), input('y: Int'), 'SAFE OPTIONAL_FIELD_ADDED_TO_INPUT_OBJECT I.y'],
  [input('y: Int'), input('y: String'), 'BREAKING FIELD_ON_INPUT_OBJECT_CHANGED_TYPE I.y'],
  [input('y: Int!'), input('y: Int'), 'SAFE FIELD_ON_INPUT_OBJECT_CHANGED_TYPE I.y'],
  [input('y: Int! = 1'), input('y: Int!'), 'BREAKING FIELD_ON_INPUT_OBJECT_CHANGED_TYPE I.y'],
  [input('y: Int = 1'), input('y: Int = 2'), 'DANGEROUS FIELD_ON_INPUT_OBJECT_DEFAULT_VALUE_CHANGE I.y'],
  [input('y: Int'), input('"y" y: Int'), 'SAFE FIELD_ON_INPUT_OBJECT_DESCRIPTION_CHANGE I.y'],
  [input('y: Int'), input('y: Int @deprecated'), 'SAFE FIELD_ON_INPUT_OBJECT_DEPRECATED I.y'],
  [input('y: Int @deprecated'), input('y: Int'), 'SAFE FIELD_ON_INPUT_OBJECT_DEPRECATION_REMOVED I.y'],
  ['input I { x: Int }', 'input I @oneOf { x: Int }', 'BREAKING ONE_OF_ADDED_TO_INPUT_OBJECT I'],
  ['input I @oneOf { x: Int }', 'input I { x: Int }', 'SAFE ONE_OF_REMOVED_FROM_INPUT_OBJECT I'],
  ['enum E { P Q }', 'enum E { P }', 'BREAKING VALUE_REMOVED_FROM_ENUM E.Q'],
  ['enum E { P }', 'enum E { P Q }', 'DANGEROUS VALUE_ADDED_TO_ENUM E.Q'],
  ['enum E { P }', 'enum E { "p" P }', 'SAFE ENUM_VALUE_DESCRIPTION_CHANGE E.P'],
  ['enum E { P }', 'enum E { P @deprecated(reason: "a") }', 'SAFE ENUM_DEPRECATED E.P'],
  [
    'enum E { P @deprecated(reason: "a") }',
    'enum E { P @deprecated(reason: "b") }',
    'SAFE ENUM_DEPRECATED_REASON_CHANGE E.P',
  ],
  ['enum E { P @deprecated(reason: "a") }', 'enum E { P }', 'SAFE ENUM_DEPRECATION_REMOVED E.P'],
  ['enum E { P }', 'enum E { P @deprecated }', 'SAFE ENUM_DEPRECATED E.P'],
  ['enum E { P @deprecated }', 'enum E { P }', 'SAFE ENUM_DEPRECATION_REMOVED E.P'],
  ['enum E { P @deprecated }', 'enum E { P @deprecated(reason: "b") }', 'SAFE ENUM_DEPRECATED_REASON_CHANGE E.P'],
  [a(''), `${a('')}"new" enum F { "one" G @deprecated }`, 'SAFE TYPE_ADDED F'],
  [a(''), 'input A { x: Int }', 'BREAKING TYPE_CHANGED_KIND A'],
  [a(''), `"A" ${a('')}`, 'SAFE TYPE_DESCRIPTION_CHANGE A'],
  [`"A" ${a('')}`, a(''), 'SAFE TYPE_DESCRIPTION_CHANGE A'],
  [
    'interface N { x: Int } type A { x: Int }',
    'interface N { x: Int } type A implements N { x: Int }',
    'DANGEROUS TYPE_ADDED_TO_INTERFACE N A',
  ],
  [
    'interface N { x: Int } type A implements N { x: Int }',
    'interface N { x: Int } type A { x: Int }',
    'BREAKING TYPE_REMOVED_FROM_INTERFACE N A',
  ],
  [
    'type A { x: Int } type B { x: Int } union U = A',
    'type A { x: Int } type B { x: Int } union U = A | B',
    'DANGEROUS TYPE_ADDED_TO_UNION U B',
  ],
  [
    'type A { x: Int } type B { x: Int } union U = A | B',
    'type A { x: Int } type B { x: Int } union U = A',
    'BREAKING TYPE_REMOVED_FROM_UNION U B',
  ],
  ['', 'directive @d on FIELD', 'SAFE DIRECTIVE_ADDED @d'],
  ['directive @d on FIELD', '', 'BREAKING DIRECTIVE_REMOVED @d'],
  ['directive @d on FIELD', '"d" directive @d on FIELD', 'SAFE DIRECTIVE_DESCRIPTION_CHANGE @d'],
  ['directive @d on FIELD', 'directive @d on FIELD | QUERY', 'SAFE DIRECTIVE_LOCATION_ADDED @d'],
  ['directive @d on FIELD | QUERY', 'directive @d on FIELD', 'BREAKING DIRECTIVE_LOCATION_REMOVED @d'],
  ['directive @d on FIELD', 'directive @d repeatable on FIELD', 'SAFE DIRECTIVE_REPEATABLE_ADDED @d'],
  ['directive @d repeatable on FIELD', 'directive @d on FIELD', 'BREAKING DIRECTIVE_REPEATABLE_REMOVED @d'],
  ['directive @d on FIELD', 'directive @d(z: Int!) on FIELD', 'BREAKING REQUIRED_DIRECTIVE_ARG_ADDED @d(z:)'],
  ['directive @d on FIELD', 'directive @d(z: Int! = 1) on FIELD', 'SAFE OPTIONAL_DIRECTIVE_ARG_ADDED @d(z:)'],
  ['directive @d(z: Int) on FIELD', 'directive @d on FIELD', 'BREAKING DIRECTIVE_ARG_REMOVED @d(z:)'],
  ['directive @d(z: Int) on FIELD', 'directive @d(z: ID) on FIELD', 'BREAKING DIRECTIVE_ARG_CHANGED_TYPE @d(z:)'],
  [
    'directive @d(z: Int = 1) on FIELD',
    'directive @d(z: Int = 2) on FIELD',
    'DANGEROUS DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE @d(z:)',
  ],
  [
    'directive @d(z: Int) on FIELD',
    'directive @d("z" z: Int) on FIELD',
    'SAFE DIRECTIVE_ARG_DESCRIPTION_CHANGE @d(z:)',
  ],
  [
    'type M { x: Int } schema { query: Query mutation: M }',
    'type M { x: Int } schema { query: Query }',
    'BREAKING ROOT_TYPE_CHANGED mutation',
  ],
  [
    'directive @tag(n: Int) on OBJECT type A { x: Int }',
    'directive @tag(n: Int) on OBJECT type A @tag(n: 1) { x: Int }',
  ],
  [a(''), a('')],
];

describe('changesBetween', () => {
  it.each(cases)('from "%s" to "%s"', (before, after, ...changes) => {
    expect(found(before, after)).toEqual(changes);
  });

  it('puts what breaks first and says it in words', () => {
    const changes = changesBetween(
      buildSchema('type Query { a: Int b: Int! c: Int }'),
      buildSchema('type Query { a: Int b: Int d: Int }'),
    );
    expect(changes.map(({ severity, coordinate }) => `${severity} ${coordinate}`)).toEqual([
      'BREAKING Query.b',
      'BREAKING Query.c',
      'SAFE Query.d',
    ]);
    expect(changes[1]?.description).toBe("Field 'c' was removed from object type 'Query'");
  });
});
