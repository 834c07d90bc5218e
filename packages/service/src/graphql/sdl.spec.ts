import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { printTypes } from './sdl.ts';

const TYPES = [
  'type Subscription { ticked: Int }',
  'type Zebra { b: Int  a: apple }',
  'scalar apple',
  'type Mutation { tick: Int }',
  'enum Kind { YOUNG OLD }',
  'type Query { zebra(kind: Kind): Zebra }',
  'directive @b on FIELD_DEFINITION',
  'directive @a on FIELD_DEFINITION',
];
const namesIn = (sdl: string) =>
  parse(sdl).definitions.map((definition) => ('name' in definition ? definition.name?.value : definition.kind));

describe('the SDL of a subgraph', () => {
  it('has the roots first, and then the types by name', () => {
    const sdl = printTypes(buildSchema(TYPES.join('\n')));
    const roots = ['Query', 'Mutation', 'Subscription'];
    expect(namesIn(sdl)).toEqual(['SchemaDefinition', 'a', 'b', ...roots, 'Kind', 'Zebra', 'apple']);
  });

  it('is the same in whatever order the types come', () => {
    const sdl = printTypes(buildSchema(TYPES.join('\n')));
    expect(printTypes(buildSchema(TYPES.toReversed().join('\n')))).toBe(sdl);
  });

  it('keeps the fields and values of a type as they were written', () => {
    const sdl = printTypes(buildSchema(TYPES.join('\n')));
    expect(sdl).toContain('b: Int\n  a: apple');
    expect(sdl).toContain('YOUNG\n  OLD');
  });
});
