import { auth } from './guarded/auth.subgraph.ts';
import { FEDERATION } from './guarded/link.ts';
import type { SubgraphDefinition } from './small-subgraph.ts';

const item = { id: 'i1', title: 'an item', cost: 3, weight: 7, remark: 'fine' };

const catalog: SubgraphDefinition = {
  name: 'catalog',
  sdl: `${FEDERATION}
    type Query { item: Item items: [Item!] }
    type Item @key(fields: "id") {
      id: ID!
      title: String
      cost: Int @requiresScopes(scopes: [["stock:read"]])
      weight: Int
      remark: String @shareable @requiresScopes(scopes: [["stock:read"]])
    }
  `,
  resolvers: {
    Query: { item: () => item, items: () => [item] },
    Item: { __resolveReference: () => item },
  },
};

/** Adds to the types of the others, and asks for more than they do. */
const fulfillment: SubgraphDefinition = {
  name: 'fulfillment',
  sdl: `${FEDERATION}
    type Item @key(fields: "id") {
      id: ID!
      cost: Int @external
      weight: Int @external
      margin: Int @requires(fields: "cost") @requiresScopes(scopes: [["stock:read"]])
      freight: Int @requires(fields: "weight")
      remark: String @shareable @requiresScopes(scopes: [["stock:write"]])
    }
    type Deal @key(fields: "id") @authenticated { id: ID! discount: Int }
    type User @key(fields: "id") { id: ID! address: String @authenticated carrier: String }
    type Media @interfaceObject @key(fields: "id") {
      id: ID!
      rating: Int
      review: String @requiresScopes(scopes: [["catalog:write"]])
    }
  `,
  resolvers: {
    Item: {
      __resolveReference: (reference: object) => reference,
      margin: ({ cost }: { cost: number }) => 10 - cost,
      freight: ({ weight }: { weight: number }) => weight * 2,
      remark: () => 'fine',
    },
    Deal: { __resolveReference: ({ id }: { id: string }) => ({ id, discount: 5 }) },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, address: `street of ${id}`, carrier: 'swift' }) },
    Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Media', id, rating: 5, review: 'good' }) },
  },
};

/** A graph in which nearly everything is guarded in one way or another. */
export const guardedFederation: readonly SubgraphDefinition[] = [auth, catalog, fulfillment];
