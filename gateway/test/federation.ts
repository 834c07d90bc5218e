import type { Viewer } from '@cardstock/service/core';
import { GraphQLError } from 'graphql';
import type { OrderLog } from './order-log.ts';
import type { SubgraphContext, SubgraphDefinition } from './small-subgraph.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@external"])`;

const order = (log: OrderLog): SubgraphDefinition => ({
  name: 'order',
  sdl: `${FEDERATION}
    type Query {
      order(id: ID!): Order
      viewer: String!
      secret: String
      broken: String
      search(first: Int!): [Order!]!
    }
    type Mutation { placeOrder(sku: ID!): Placed! login(input: LoginInput!): LoginResult! }
    input LoginInput { email: String! password: String! }
    union LoginResult = Session | CredentialsInvalid
    type Session { accessToken: String! }
    interface DomainError { code: String! message: String! }
    type CredentialsInvalid implements DomainError { code: String! message: String! }
    union Placed = PlaceOrderSuccess | UnknownSku
    type PlaceOrderSuccess { order: Order! }
    type UnknownSku { code: String! message: String! }
    type Subscription {
      orderStatusChanged(orderId: ID!, after: String): OrderStatusEvent!
      ticks(upTo: Int!): Int!
      untilCut: Int!
      noteReceived(after: ID): Note!
    }
    type Note { id: ID! text: String! }
    type OrderStatusEvent { cursor: String! status: String! previousStatus: String order: Order! }
    type Order @key(fields: "id") { id: ID! number: String! note: String lines: [OrderLine!]! }
    type OrderLine { quantity: Int! variant: Variant! }
    type Variant @key(fields: "sku", resolvable: false) { sku: ID! }
  `,
  resolvers: {
    Query: {
      order: (_: unknown, { id }: { id: string }) => (id === 'none' ? null : theOrder(id)),
      viewer: (_: unknown, _args: unknown, { viewer }: SubgraphContext) => describe(viewer),
      secret: () => {
        throw new GraphQLError('Only staff may read this.', { extensions: { code: 'FORBIDDEN', hint: 'ask support' } });
      },
      broken: () => {
        throw new Error('password of the database is hunter2');
      },
      search: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (__, index) => theOrder(`o${index}`)),
    },
    Mutation: {
      login: (_: unknown, { input }: { input: { password: string } }) =>
        input.password === 'wrong'
          ? { __typename: 'CredentialsInvalid', code: 'CREDENTIALS_INVALID', message: 'The password is wrong.' }
          : { __typename: 'Session', accessToken: input.password },
      placeOrder: (_: unknown, { sku }: { sku: string }) =>
        sku === 'none'
          ? { __typename: 'UnknownSku', code: 'UNKNOWN_SKU', message: 'There is no such SKU.' }
          : { __typename: 'PlaceOrderSuccess', order: theOrder('new') },
    },
    Order: { __resolveReference: ({ id }: { id: string }) => theOrder(id) },
    Subscription: {
      orderStatusChanged: {
        subscribe: (
          _: unknown,
          { orderId, after }: { orderId: string; after?: string },
          { viewer }: SubgraphContext,
        ) => {
          if (orderId === 'foreign')
            throw new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
          if (viewer.kind === 'anonymous')
            throw new GraphQLError('Log in first.', { extensions: { code: 'UNAUTHENTICATED' } });
          return log.follow(orderId, after ?? undefined);
        },
        resolve: ({ orderId, ...change }: { orderId: string }) => ({ ...change, order: theOrder(orderId) }),
      },
      ticks: {
        subscribe: async function* ticks(_: unknown, { upTo }: { upTo: number }) {
          for (let ticks = 1; ticks <= upTo; ticks += 1) yield { ticks };
        },
      },
      noteReceived: {
        subscribe: (_: unknown, { after }: { after?: string }) => log.follow('notes', after ?? log.lastCursor()),
        resolve: ({ cursor, status }: { cursor: string; status: string }) => ({ id: cursor, text: status }),
      },
      untilCut: {
        subscribe: () => log.follow('untilCut', undefined),
        resolve: () => 1,
      },
    },
  },
});

const theOrder = (id: string) => ({
  id,
  number: `N-${id}`,
  note: null,
  lines: [
    { quantity: 2, variant: { sku: 'A' } },
    { quantity: 1, variant: { sku: 'B' } },
  ],
});

const describe = (viewer: Viewer): string =>
  viewer.kind === 'user' ? `${viewer.id} ${viewer.roles.join()} ${viewer.scopes.join()}` : viewer.kind;

const catalog: SubgraphDefinition = {
  name: 'catalog',
  sdl: `${FEDERATION}
    type Query { variant(sku: ID!): Variant }
    type Variant @key(fields: "sku") { sku: ID! title: String product: Product }
    interface Named { name: String! }
    type Product implements Named @key(fields: "id") { id: ID! name: String! }
  `,
  resolvers: {
    Query: { variant: (_: unknown, { sku }: { sku: string }) => theVariant(sku) },
    Variant: { __resolveReference: ({ sku }: { sku: string }) => theVariant(sku) },
  },
};

const theVariant = (sku: string) => ({
  sku,
  title: `Card ${sku}`,
  product: { __typename: 'Product', id: `p${sku}`, name: `Product ${sku}` },
});

const inventory: SubgraphDefinition = {
  name: 'inventory',
  sdl: `${FEDERATION}
    type Variant @key(fields: "sku") { sku: ID! available: Int stock: [Int!]! }
  `,
  resolvers: {
    Variant: {
      __resolveReference: ({ sku }: { sku: string }) => ({ sku, available: sku === 'A' ? 7 : null, stock: [1, 2] }),
    },
  },
};

const fulfillment: SubgraphDefinition = {
  name: 'fulfillment',
  sdl: `${FEDERATION}
    type Order @key(fields: "id") { id: ID! shipments: [Shipment!] carrier: String! }
    type Shipment @key(fields: "id") { id: ID! trackingNumber: String }
  `,
  resolvers: {
    Order: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        carrier: 'swift',
        shipments: [{ id: `s-${id}`, trackingNumber: null }],
      }),
    },
  },
};

/** A small graph of four subgraphs with the shapes that the real one has. */
export const smallFederation = (log: OrderLog): SubgraphDefinition[] => [order(log), catalog, inventory, fulfillment];
