import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { makeSubgraphServer, type SubgraphServer, type Viewer } from '@cardstock/service';
import { testKeys, testTools } from '@cardstock/testing';
import { type GraphQLResolveInfo, parse } from 'graphql';
import { startJwks, startTestGateway, type TestGateway } from './platform.ts';

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated", "@inaccessible"])
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope @inaccessible { PUBLIC PRIVATE }`;

const SHOP = `${HEAD}
  type Query {
    product(id: ID!): Product
    products(first: Int = 10): ProductPage! @cacheControl(maxAge: 30)
    greeting(name: String, loud: Boolean = false): String @cacheControl(maxAge: 30)
    brief: Int @cacheControl(maxAge: 1)
    failing: Int @cacheControl(maxAge: 30)
    me: Me @cacheControl(maxAge: 30, scope: PRIVATE)
    now: Int
    offer: String @cacheControl(maxAge: 30)
    gift(day: Int!): String @cacheControl(maxAge: 30)
  }
  type Mutation { rename(name: String!): String! }
  type Me { name: String! }
  type ProductPage { nodes: [Product!]! total: Int! }
  type Product @key(fields: "id") @cacheControl(maxAge: 60) {
    id: ID! name: String! price: Price! @cacheControl(inheritMaxAge: true) margin: Int @authenticated
  }
  type Price { amount: Int! }`;

const REVIEWS = `${HEAD}
  type Product @key(fields: "id") @cacheControl(maxAge: 10) { id: ID! rating: Int! }`;

const STOCK = `${HEAD}
  type Product @key(fields: "id") { id: ID! available: Int! }`;

interface Goods {
  name: string;
  price: { amount: number };
}

/** What the shop has, and how often it was asked for what; when `hold` is set, resolvers wait for it once they have read. */
export class Shop {
  readonly products = new Map<string, Goods>();
  readonly names = new Map<string, string>();
  readonly asked: Record<string, number> = {};
  hold: Promise<void> | undefined;
  ticks = 0;

  put(id: string, amount: number): void {
    this.products.set(id, { name: `Card ${id}`, price: { amount } });
  }

  async read<Value>(what: string, value: () => Value): Promise<Value> {
    this.asked[what] = (this.asked[what] ?? 0) + 1;
    const read = value();
    await this.hold;
    return read;
  }
}

type Context = { viewer: Viewer };
/** What Apollo Server adds. */
const cacheControlOf = (info: GraphQLResolveInfo) =>
  (info as unknown as { cacheControl: { setCacheHint(hint: { scope: 'PRIVATE' }): void } }).cacheControl;
const idOf = ({ viewer }: Context): string => (viewer.kind === 'user' ? viewer.id : viewer.kind);

const shopResolvers = (shop: Shop) => {
  const product = (id: string) => {
    const found = shop.products.get(id);
    return found ? { id, ...structuredClone(found), margin: 7 } : null;
  };
  return {
    Query: {
      product: (_: unknown, { id }: { id: string }) => shop.read('product', () => product(id)),
      products: (_: unknown, { first }: { first: number }) =>
        shop.read('products', () => {
          const nodes = [...shop.products.keys()].slice(0, first).map(product);
          return { nodes, total: shop.products.size };
        }),
      greeting: (_: unknown, { name, loud }: { name?: string; loud: boolean }) =>
        shop.read('greeting', () => `hello ${name === null ? 'null' : name}${loud ? '!' : ''}`),
      brief: () => shop.read('brief', () => ++shop.ticks),
      failing: () =>
        shop.read('failing', () => {
          throw new Error('not today');
        }),
      me: (_: unknown, _args: unknown, context: Context) =>
        shop.read('me', () => ({ name: shop.names.get(idOf(context)) ?? idOf(context) })),
      offer: (_: unknown, _args: unknown, context: Context, info: GraphQLResolveInfo) =>
        shop.read('offer', () => {
          if (context.viewer.kind === 'user') cacheControlOf(info).setCacheHint({ scope: 'PRIVATE' });
          return `for ${idOf(context)}`;
        }),
      gift: (_: unknown, { day }: { day: number }, context: Context, info: GraphQLResolveInfo) =>
        shop.read('gift', () => {
          if (day === 1) return 'none';
          cacheControlOf(info).setCacheHint({ scope: 'PRIVATE' });
          return `for ${idOf(context)}`;
        }),
      now: () => shop.read('now', () => ++shop.ticks),
    },
    Mutation: {
      rename: (_: unknown, { name }: { name: string }, context: Context) => {
        shop.names.set(idOf(context), name);
        return name;
      },
    },
    Product: { __resolveReference: ({ id }: { id: string }) => shop.read('reference', () => product(id)) },
  };
};

const reviewsResolvers = (shop: Shop) => ({
  Product: { __resolveReference: ({ id }: { id: string }) => shop.read('rating', () => ({ id, rating: 5 })) },
});
const stockResolvers = (shop: Shop) => ({
  Product: {
    __resolveReference: ({ id }: { id: string }) => shop.read('stock', () => ({ id, available: ++shop.ticks })),
  },
});

export interface Reply {
  readonly data: Record<string, unknown> | null | undefined;
  readonly codes: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
}

/** A query or mutation over HTTP, with what the answer's headers say. */
export const send = async (url: string, query: string, { variables, token, headers }: Asked = {}): Promise<Reply> => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await reply.json()) as {
    data?: Record<string, unknown> | null;
    errors?: { extensions: { code: string } }[];
  };
  const codes = errors.map(({ extensions }) => extensions.code);
  return { data, codes, headers: Object.fromEntries(reply.headers) };
};

export interface CachedFederation extends TestGateway {
  readonly shop: Shop;
  readonly jwks: Awaited<ReturnType<typeof startJwks>>;
  readonly supergraphFile: string;
  another(environment?: Record<string, string>): Promise<TestGateway>;
}

/** A gateway over three real subgraph servers whose schemas say what may be stored. */
export const startCachedFederation = async (environment: Record<string, string>): Promise<CachedFederation> => {
  const [keys, jwks, folder] = await Promise.all([
    testKeys(),
    startJwks(),
    mkdtemp(join(tmpdir(), 'cardstock-cache-')),
  ]);
  const shop = new Shop();
  const servers: SubgraphServer[] = [];
  const start = async (name: 'catalog' | 'order' | 'inventory', sdl: string, resolvers: object) => {
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
    const contextFor = (viewer: Viewer) => ({ viewer });
    const server = makeSubgraphServer({
      ...testTools(name),
      ...{ schema, contextFor, tokens: await keys.tokensOf(name), checkReadiness: async () => ({}) },
    });
    servers.push(server);
    return { name, typeDefs: parse(sdl), url: `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}/graphql` };
  };
  const services = [
    await start('catalog', SHOP, shopResolvers(shop)),
    await start('order', REVIEWS, reviewsResolvers(shop)),
    await start('inventory', STOCK, stockResolvers(shop)),
  ];
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`it does not compose: ${errors?.join()}`);
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  const base = { ...keys.environmentOf('gateway'), ...jwks.environment, NODE_ENV: 'test', PORT: '0' };
  const all = { ...base, SUPERGRAPH_FILE: supergraphFile, ...environment };
  const gateways = [await startTestGateway(all)];
  const [first] = gateways as [TestGateway];
  return {
    ...first,
    shop,
    jwks,
    supergraphFile,
    another: async (more = {}) => {
      const gateway = await startTestGateway({ ...all, ...more });
      gateways.push(gateway);
      return gateway;
    },
    close: async () => {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await Promise.all([...servers.map((server) => server.close()), jwks.close(), keys.remove()]);
      await rm(folder, { recursive: true });
    },
  };
};
