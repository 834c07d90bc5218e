import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { CACHE_CONTROL_DEFINITIONS } from './hints.ts';
import { tellCacheTags } from './tell-cache-tags.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@inaccessible"])
  ${CACHE_CONTROL_DEFINITIONS}
  type Query {
    product(id: ID!): Product
    products: Page! @cacheControl(maxAge: 30)
    anything: Thing @cacheControl(maxAge: 30)
    uncached: String
    bin(row: Int!): Bin
  }
  union Thing = Product | Bin
  type Page { nodes: [Product!]! total: Int! }
  type Product @key(fields: "id") @cacheControl(maxAge: 60) { id: ID! name: String! variants: [Variant!]! }
  type Variant @key(fields: "product { id } language") @key(fields: "sku") @cacheControl(maxAge: 60) {
    sku: ID! language: String! product: Product!
  }
  type Shelf @key(fields: "id") { id: ID! label: String! }
  type Bin @key(fields: "row column") @cacheControl(maxAge: 60) { row: Int! column: Int! label: String! }
`;

const product = (id: string) => ({
  __typename: 'Product',
  id,
  name: id,
  variants: [{ sku: `${id}-NM`, language: 'en', product: { id } }],
});
const byId = ({ id }: { id: string }) => (id === 'none' ? null : product(id));
const resolvers = {
  Query: {
    product: (_: unknown, key: { id: string }) => byId(key),
    products: () => ({ nodes: [product('a'), product('b')], total: 2 }),
    anything: () => product('a'),
    uncached: () => 'x',
    bin: (_: unknown, { row }: { row: number }) => ({ row, column: 2, label: 'x' }),
  },
  Product: { __resolveReference: byId },
  Shelf: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Shelf', id, label: 'x' }) },
};

let server: ApolloServer;
beforeAll(async () => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers: resolvers as never }]);
  server = new ApolloServer({ schema, plugins: [tellCacheTags(schema)] });
  await server.start();
});
afterAll(() => server.stop());

const answerTo = async (query: string, variables = {}, headers: [string, string][] = [['x-cache-tags', 'wanted']]) => {
  const request = { method: 'POST', headers: new HeaderMap(headers), search: '', body: {} };
  const { body, http } = await server.executeOperation({ query, variables, http: request });
  if (body.kind !== 'single') throw new Error('in parts');
  expect(body.singleResult.errors).toBeUndefined();
  return { tags: body.singleResult.extensions?.['apolloCacheTags'], cacheControl: http.headers.get('cache-control') };
};
const tagsOf = async (...asked: Parameters<typeof answerTo>) => (await answerTo(...asked)).tags;
const REFERENCES =
  'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { name variants { sku } } ... on Shelf { label } } }';

describe('the tags of an answer', () => {
  it('are its entities, also where it does not show their keys', async () => {
    expect(await tagsOf('{ product(id: "a") { name variants { language } } }')).toEqual(['Product:a', 'Variant:a-NM']);
    expect(await tagsOf('{ bin(row: 1) { label } }')).toEqual(['Bin:1,2']);
  });

  it('are the lists that it depends on', async () => {
    expect(await tagsOf('{ products { total } }')).toEqual(['Product']);
    expect(await tagsOf('{ products { nodes { name } } }')).toEqual(['Product', 'Product:a', 'Product:b']);
    expect(await tagsOf('{ anything { ... on Product { name } } }')).toEqual(['Product', 'Bin', 'Product:a']);
  });

  it('name the type of what is not there', async () => {
    expect(await tagsOf('{ product(id: "none") { name } }')).toEqual(['Product']);
  });

  it('are the entities that were asked for by reference, known or not', async () => {
    const of = ['a', 'none'].map((id) => ({ __typename: 'Product', id }));
    expect(await tagsOf(REFERENCES, { of })).toEqual(['Product:a', 'Product:none', 'Variant:a-NM']);
  });

  it('are not told, nor is it stored, where a type without a hint is among others', async () => {
    const of = ['Product', 'Shelf'].map((__typename) => ({ __typename, id: 'a' }));
    expect(await answerTo(REFERENCES, { of })).toMatchObject({ tags: undefined, cacheControl: 'no-store' });
    expect(await answerTo(REFERENCES, { of: of.slice(0, 1) })).toMatchObject({ cacheControl: 'max-age=60, public' });
  });

  it('are told only where they are wanted, and of what may be stored', async () => {
    expect(await tagsOf('{ product(id: "a") { name } }', {}, [])).toBeUndefined();
    expect(await tagsOf('{ product(id: "a") { name } uncached }')).toBeUndefined();
  });
});
