import { composeServices } from '@apollo/composition';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { loadGraph } from '../graph/graph.ts';
import { costModelOf } from './cost-model.ts';
import { estimateCost } from './estimate-cost.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", "@listSize"])
  type Query {
    hello: String
    product: Product
    dear: Product @cost(weight: 50)
    unsaid: [Product!]!
    assumed: [Product!]! @listSize(assumedSize: 3)
    sliced(first: Int, last: Int): [Product!]! @listSize(slicingArguments: ["first", "last"])
    page(first: Int = 20): Page! @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
    find(filter: Filter, hard: String @cost(weight: 4)): Product
    anything: Anything
  }
  type Mutation { buy(filter: Filter): Product }
  input Filter { text: String tags: [Tag!] @cost(weight: 2) inner: Filter }
  input Tag { name: String }
  type Page { nodes: [Product!]! total: Int }
  type Product @key(fields: "id") { id: ID! name: String maker: Maker level: Level related: [Product!]! @listSize(assumedSize: 2) }
  type Maker { name: String }
  type Vault @cost(weight: 7) { name: String }
  union Anything = Product | Vault
  enum Level @cost(weight: 5) { LOW HIGH }
`;
const { supergraphSdl = '' } = composeServices([{ name: 'shop', url: 'http://shop', typeDefs: parse(SDL) }]);
const graph = await loadGraph(supergraphSdl);

const costOf = (source: string, variables: Record<string, unknown> = {}): number => {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return estimateCost({ schema: graph.clientSchema, document, operation, variables }, costModelOf(graph));
};

describe('the cost of an operation', () => {
  it.each<[string, string, number]>([
    ['scalars are free', '{ hello __typename }', 0],
    ['an object is 1', '{ product { id name } }', 1],
    ['objects in objects add up', '{ product { maker { name } } }', 2],
    ['a field has a weight of its own', '{ dear { maker { name } } }', 51],
    ['an enum may weigh', '{ product { level } }', 6],
    ['a list of which nothing is known has ten items', '{ unsaid { maker { name } } }', 20],
    ['a list has as many as are assumed', '{ assumed { id } }', 3],
    ['lists in lists multiply', '{ assumed { related { id } } }', 3 * (1 + 2)],
    ['a slice sizes its list', '{ sliced(first: 7) { id } }', 7],
    ['a page sizes the fields within it', '{ page(first: 7) { nodes { maker { name } } total } }', 1 + 7 * 2],
    ['a page has its default size', '{ page { nodes { id } } }', 1 + 20],
    ['a page of nothing costs no more than itself', '{ page(first: 0) { nodes { id } } }', 1],
    ['arguments may weigh', '{ find(hard: "x") { id } }', 1 + 4],
    [
      'input objects weigh 1, their fields what they say',
      '{ find(filter: { text: "x", tags: [{}, {}] }) { id } }',
      1 + 1 + 4,
    ],
    ['inputs in inputs count', '{ find(filter: { inner: { inner: {} } }) { id } }', 1 + 3],
    [
      'members of a union count together',
      '{ anything { ... on Product { maker { name } } ... on Vault { name } } }',
      1 + 1,
    ],
    ['a mutation is 10 more', 'mutation { buy { id } }', 11],
    ['aliases count each', '{ a: product { id } b: product { id } }', 2],
    [
      'fragments count where they are spread',
      '{ a: product { ...P } b: product { ...P } } fragment P on Product { maker { name } }',
      4,
    ],
    ['what is skipped is free', '{ product @skip(if: true) { id } hello }', 0],
    ['what is not included is free', '{ product @include(if: false) { id } hello }', 0],
  ])('%s', (_, source, cost) => expect(costOf(source)).toBe(cost));

  it('follows the variables, and their defaults', () => {
    const source = 'query ($n: Int = 3, $on: Boolean = true) { sliced(first: $n) @include(if: $on) { id } }';
    expect([costOf(source), costOf(source, { n: 9 }), costOf(source, { on: false })]).toEqual([3, 9, 0]);
    expect(costOf('query ($f: Filter) { find(filter: $f) { id } }', { f: { tags: [{ name: 'x' }] } })).toBe(1 + 1 + 2);
  });

  it.each(['{ sliced { id } }', '{ sliced(first: 1, last: 1) { id } }'])('takes one slicing argument: %s', (source) =>
    expect(() => costOf(source)).toThrow('exactly one of: first, last'),
  );

  it('of fragments that spread each other many times over is told at once', () => {
    const levels = 40;
    const fragments = Array.from(
      { length: levels },
      (_, level) => `fragment F${level} on Product { maker { name } ...F${level + 1} ...F${level + 1} }`,
    );
    const source = `{ product { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Product { id }`;
    expect(costOf(source)).toBe(1 + 2 ** levels - 1);
  });
});
