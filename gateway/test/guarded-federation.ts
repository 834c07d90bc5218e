import { GraphQLScalarType } from 'graphql';
import type { SubgraphDefinition } from './small-subgraph.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@interfaceObject", "@authenticated", "@requiresScopes", "@policy"
])`;

const user = (id: string) => ({
  __typename: 'User',
  id,
  name: `user ${id}`,
  email: `${id}@example.test`,
  ssn: `ssn-${id}`,
  role: 'OWNER',
  apiKey: `key-${id}`,
  payroll: 100,
});
const ada = { ...user('ada'), boss: user('eve'), friends: [user('bob'), user('eve')] };
const post = { __typename: 'Post', id: 'p1', label: 'a post', text: 'hello', author: ada };
const ticket = { __typename: 'Ticket', id: 't1', label: 'a ticket', author: ada };
const vault = { __typename: 'Vault', id: 'v1', code: '1234' };
const book = { __typename: 'Book', id: 'b1', title: 'a book', pages: 10 };
const film = { __typename: 'Film', id: 'f1', title: 'a film' };
const nodes = [post, ticket];

/** Has every kind of requirement on every kind of element. */
const auth: SubgraphDefinition = {
  name: 'auth',
  sdl: `${FEDERATION}
    type Query {
      version: String!
      me: User @authenticated
      user: User
      users: [User!]!
      maybeUsers: [User]
      audit: [String!]! @requiresScopes(scopes: [["user:read"]])
      report: String @requiresScopes(scopes: [["order:read", "stock:read"], ["user:write"]])
      anything: String @requiresScopes(scopes: [])
      insiders: String @policy(policies: [["insider"]])
      unknownPolicy: String @policy(policies: [["nobody"]])
      brokenPolicy: String @policy(policies: [["broken"], ["insider"]])
      nodes: [Node]
      node: Node!
      holders: [Holder]
      keepers: [Keeper]
      search: [Result]
      vault: Vault
      secretive: Secretive
      media: [Media]
      byRole(role: Role): String
      byFilter(filter: RoleFilter, note: String): String
      deal: Deal
    }
    type Mutation {
      touch(note: String): String
      publish(text: String!): Post @authenticated
      wipe: Boolean! @requiresScopes(scopes: [["user:write"]])
      login: User
    }
    type Subscription {
      ticks(upTo: Int!): Int!
      alerts: Alert @authenticated
      news: News!
    }
    type Alert { text: String! }
    type News { text: String! detail: String @authenticated inner: String! @requiresScopes(scopes: [["order:read"]]) user: User }
    enum Role @requiresScopes(scopes: [["user:write"]]) { OWNER GUEST }
    scalar Secret @authenticated
    input RoleFilter { name: String role: Role }
    interface Node { id: ID! label: String author: User }
    interface Holder { id: ID! held: Node }
    interface Keeper { kept: Node }
    type Chest implements Keeper { kept: Node }
    type Locker implements Keeper { kept: Node @authenticated }
    interface Secretive { id: ID! }
    union Result = User | Post | Vault
    type User @key(fields: "id") {
      id: ID!
      name: String
      email: String @authenticated
      ssn: String! @requiresScopes(scopes: [["user:read"]])
      role: Role
      apiKey: Secret
      payroll: Int @authenticated @policy(policies: [["insider"]])
      boss: User
      friends: [User!]
    }
    type Post implements Node @key(fields: "id") { id: ID! label: String author: User text: String }
    type Ticket implements Node @key(fields: "id") {
      id: ID!
      label: String @requiresScopes(scopes: [["order:read"]])
      author: User @authenticated
    }
    type Shelf implements Holder { id: ID! held: Node }
    type Safe implements Holder { id: ID! held: Cash }
    type Cash implements Node { id: ID! label: String author: User }
    type Vault implements Secretive @policy(policies: [["insider"]]) { id: ID! code: String }
    interface Media @key(fields: "id") { id: ID! title: String }
    type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int @authenticated }
    type Film implements Media @key(fields: "id") { id: ID! title: String }
    type Deal @key(fields: "id") { id: ID! name: String }
  `,
  resolvers: {
    Secret: new GraphQLScalarType({ name: 'Secret' }),
    Query: {
      version: () => '1',
      me: () => ada,
      user: () => ada,
      users: () => [ada, user('bob')],
      maybeUsers: () => [ada, null, user('bob')],
      audit: () => ['entry'],
      report: () => 'report',
      anything: () => 'anything',
      insiders: () => 'insiders',
      unknownPolicy: () => 'unknown',
      brokenPolicy: () => 'broken',
      nodes: () => nodes,
      node: () => ticket,
      holders: () => [
        { __typename: 'Shelf', id: 's1', held: ticket },
        { __typename: 'Safe', id: 's2', held: { __typename: 'Cash', id: 'c1', label: 'cash' } },
      ],
      keepers: () => [
        { __typename: 'Chest', kept: post },
        { __typename: 'Locker', kept: post },
      ],
      search: () => [ada, post, vault],
      vault: () => vault,
      secretive: () => vault,
      media: () => [book, film],
      byRole: () => 'by role',
      byFilter: () => 'by filter',
      deal: () => ({ id: 'd1', name: 'a deal' }),
    },
    Mutation: { touch: () => 'touched', publish: () => post, wipe: () => true, login: () => ada },
    Subscription: {
      ticks: {
        subscribe: async function* ticks(_: unknown, { upTo }: { upTo: number }) {
          for (let ticks = 1; ticks <= upTo; ticks += 1) yield { ticks };
        },
      },
      alerts: {
        subscribe: async function* alerts() {
          yield { alerts: { text: 'alert' } };
        },
      },
      news: {
        subscribe: async function* news() {
          yield { news: { text: 'one', detail: 'detail', inner: 'inner', user: ada } };
        },
      },
    },
    User: { __resolveReference: ({ id }: { id: string }) => user(id) },
    Media: { __resolveReference: ({ id }: { id: string }) => [book, film].find((item) => item.id === id) },
  },
};

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
