import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compose, type SubgraphSdl } from './composition.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@policy"])';
const subgraph = (name: string, sdl: string): SubgraphSdl => ({ name, url: `http://${name}.test`, sdl });
const users = subgraph(
  'users',
  `${LINK}\ntype Query { me: User }\ntype User @key(fields: "id") { id: ID! name: String }`,
);
const orders = subgraph(
  'orders',
  `${LINK}\ntype User @key(fields: "id") { id: ID! orders: [String!]! @deprecated(reason: "old") }`,
);

describe('composing', () => {
  it('gives the supergraph for the gateway and the schema for clients', () => {
    const result = compose([users, orders]);
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.supergraphSdl).toContain('join__Graph');
    expect(result.apiSdl).not.toContain('join__');
    expect(buildSchema(result.apiSdl).getQueryType()?.getFields()).toHaveProperty('me');
    expect(result.apiSdl).toContain('@deprecated(reason: "old")');
  });

  it('gives the same text whenever it is asked', () => {
    expect(compose([users, orders])).toEqual(compose([users, orders]));
  });

  it('tells hints', () => {
    const described = subgraph('other', `${LINK}\n"one" type User @key(fields: "id") { id: ID! }`);
    const twice = subgraph('twice', `${LINK}\n"two" type User @key(fields: "id") { id: ID! }`);
    const result = compose([users, described, twice]);
    expect(result.ok && result.hints.map(({ code }) => code)).toContain('INCONSISTENT_DESCRIPTION');
  });

  it.each([
    ['no subgraph', [], 'NO_SUBGRAPHS'],
    ['no GraphQL', [users, subgraph('broken', 'type Query {')], 'INVALID_GRAPHQL'],
    ['nothing at all', [subgraph('empty', '')], 'INVALID_GRAPHQL'],
    ['a type that is nowhere', [subgraph('lost', 'type Query { a: Missing }')], 'INVALID_GRAPHQL'],
    ['no query', [orders], 'NO_QUERIES'],
    [
      'a field of two types',
      [users, subgraph('x', `${LINK} type User @key(fields: "id") { id: ID! name: Int }`)],
      'INVALID_FIELD_SHARING',
    ],
    [
      'a key that is no field',
      [subgraph('k', `${LINK} type Query { u: U } type U @key(fields: "no") { id: ID! }`)],
      'KEY_INVALID_FIELDS',
    ],
  ])('refuses %s', (_what, subgraphs, code) => {
    const result = compose(subgraphs);
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toContain(code);
  });

  it('names the place of an error in the text of its subgraph', () => {
    const result = compose([users, subgraph('broken', 'type Query {\n  a: Int!!\n}')]);
    expect(result).toMatchObject({
      errors: [{ message: expect.stringContaining('[broken] Syntax Error'), locations: [{ line: 2, column: 10 }] }],
    });
  });
});
