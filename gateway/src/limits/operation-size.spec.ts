import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { sizeOf } from './operation-size.ts';

const schema = buildSchema(`
  interface Named { name: String! }
  type Query { me: User products(first: Int = 20): Connection! found: [Result!]! }
  union Result = User | Product
  type User implements Named { name: String! orders(first: Int): Connection! }
  type Connection { nodes: [Product!]! total: Int! }
  type Product implements Named { name: String! variants: [Variant!]! }
  type Variant { sku: ID! product: Product! }
`);

const size = (source: string, variables: Record<string, unknown> = {}) => {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the document has no operation');
  return sizeOf({ operation, document, schema, variables });
};
const values = (source: string, variables?: Record<string, unknown>) => size(source, variables).values;

describe('the size of an operation', () => {
  it('counts fields', () => {
    expect(size('{ me { name } again: me { name } __typename }')).toEqual({ roots: 3, fields: 5, values: 5 });
  });

  it.each([
    ['as it is asked for', '{ products(first: 7) { total nodes { name } } }', {}, 1 + 1 + 1 + 7],
    ['by a variable', 'query ($n: Int) { products(first: $n) { nodes { name } } }', { n: 9 }, 2 + 9],
    ['by the default of a variable', 'query ($n: Int = 11) { products(first: $n) { nodes { name } } }', {}, 2 + 11],
    ['as 20 where nothing is said', '{ products { nodes { name } } }', {}, 2 + 20],
    ['as 20 where null is said', '{ products(first: null) { nodes { name } } }', {}, 2 + 20],
    ['as 100 where more is asked for', '{ products(first: 2000000000) { nodes { name } } }', {}, 2 + 100],
    ['as 1 where less is asked for', '{ products(first: -5) { nodes { name } } }', {}, 2 + 1],
    ['through a fragment', '{ products(first: 7) { ...F } } fragment F on Connection { nodes { name } }', {}, 2 + 7],
  ])('takes a page %s', (_name, source, variables, expected) => {
    expect(values(source, variables)).toBe(expected);
  });

  it('weighs long names, which every item repeats', () => {
    expect(values(`{ products(first: 10) { nodes { ${'n'.repeat(1_000)}: name } } }`)).toBe(2 + 10 * 10);
  });

  it('multiplies lists in lists', () => {
    expect(values('{ found { ... on Product { variants { product { variants { sku } } } } } }')).toBe(
      1 + 5 * (1 + 5 * (1 + 1 + 5)),
    );
  });

  it('writes out fragments, without taking long over those that double each other', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, level) => `fragment F${level} on User { ...F${level + 1} ...F${level + 1} }`,
    );
    const { fields } = size(`{ me { ...F0 } } ${doubling.join(' ')} fragment F40 on User { name }`);
    expect(fields).toBe(1 + 2 ** 40);
  });
});
