import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type OperationDefinitionNode, parse } from 'graphql';
import { bodyHashOf } from './body-hash.ts';

const SOURCE = 'mutation Adjust($input: AdjustStockInput!) { adjustStock(input: $input) { __typename } }';
const hashOf = (source: string, variables: Record<string, unknown>, place = 0): string => {
  const document = parse(source);
  return bodyHashOf({ document, operation: document.definitions[place] as OperationDefinitionNode, variables });
};
const base = hashOf(SOURCE, { input: { sku: 'A', delta: 1 } });

describe('the hash of what a client asks for', () => {
  it('is a SHA-256 in hexadecimal', () => expect(base).toMatch(/^[0-9a-f]{64}$/));

  it.each([
    [
      'blanks, commas and comments',
      SOURCE.replaceAll(' ', ' ,\n # said in passing\n'),
      { input: { sku: 'A', delta: 1 } },
    ],
    ['the order of names', SOURCE, { input: { delta: 1, sku: 'A' } }],
    ['a variable that is not declared', SOURCE, { input: { sku: 'A', delta: 1 }, other: 1 }],
  ])('is the same whatever %s', (_what, source, variables) => expect(hashOf(source, variables)).toBe(base));

  it.each([
    ['a value', SOURCE, { input: { sku: 'A', delta: 2 } }],
    ['a value more', SOURCE, { input: { sku: 'A', delta: 1, reason: null } }],
    ['a value left out', SOURCE, { input: { sku: 'A' } }],
    ['the type of a value', SOURCE, { input: { sku: 'A', delta: '1' } }],
    [
      'a field',
      SOURCE.replace('__typename', '__typename ... on StockLevel { version }'),
      { input: { sku: 'A', delta: 1 } },
    ],
    ['the name of the operation', SOURCE.replace('Adjust(', 'Change('), { input: { sku: 'A', delta: 1 } }],
  ])('is another with %s', (_what, source, variables) => expect(hashOf(source, variables)).not.toBe(base));

  it('tells the operations of one document apart', () => {
    const two = 'mutation A { a } mutation B { b }';
    expect(hashOf(two, {}, 0)).not.toBe(hashOf(two, {}, 1));
  });

  it('does not depend on the order in which any value names its parts', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, shuffled(part)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(hashOf(SOURCE, { input: shuffled(input) })).toBe(hashOf(SOURCE, { input }));
      }),
    );
  });
});
