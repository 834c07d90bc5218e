// The federation that gateways are usually measured on: accounts, products, inventory, reviews; four subgraphs in one process.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, parse } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable"])';
const TEXT = 'A card that keeps what it promises, in a sleeve that does not, from a shop that would do both again. ';

type Id = number | string;
interface UserKey {
  readonly id: Id;
}
interface ProductKey {
  readonly upc: Id;
}

const user = (id: Id) => ({ id: String(id), name: `Name ${id}`, username: `user${id}`, birthday: 1_000 + Number(id) });
const product = (upc: Id) => ({
  upc: String(upc),
  name: `Product ${upc}`,
  price: 100 * Number(upc),
  weight: 50 + Number(upc),
});
const review = (id: Id) => ({ id: String(id), body: `${id}. ${TEXT.repeat(3)}` });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const USERS = 6;
const PRODUCTS = 9;
const REVIEWS = 11;

const reviewsOfUser = ({ id }: UserKey) => [review(Number(id)), review((Number(id) % REVIEWS) + 1)];
const reviewsOfProduct = ({ upc }: ProductKey) =>
  Number(upc) % 3 === 0 ? [] : [review(Number(upc)), review(Number(upc) + 2)];

interface Subgraph {
  readonly sdl: string;
  readonly resolvers: Record<string, unknown>;
}

export const SUBGRAPHS: Readonly<Record<string, Subgraph>> = {
  accounts: {
    sdl: `${LINK}
      type Query { me: User user(id: ID!): User users: [User] }
      type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
    resolvers: {
      Query: {
        me: () => user(1),
        user: (_: unknown, { id }: UserKey) => user(id),
        users: () => numbers(USERS).map(user),
      },
      User: { __resolveReference: ({ id }: UserKey) => user(id) },
    },
  },
  products: {
    sdl: `${LINK}
      type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: {
        topProducts: (_: unknown, { first }: { first: number }) => numbers(Math.min(first, PRODUCTS)).map(product),
      },
      Product: { __resolveReference: ({ upc }: ProductKey) => product(upc) },
    },
  },
  inventory: {
    sdl: `${LINK}
      type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external inStock: Boolean
        shippingEstimate: Int @requires(fields: "price weight")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (key: ProductKey) => ({ ...key, inStock: Number(key.upc) % 2 === 0 }),
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
          price > 1_000 ? 0 : Math.round(weight / 2),
      },
    },
  },
  reviews: {
    sdl: `${LINK}
      type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
      type User @key(fields: "id") { id: ID! username: String @shareable reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: {
        __resolveReference: ({ id }: UserKey) => review(id),
        author: ({ id }: UserKey) => user((Number(id) % USERS) + 1),
        product: ({ id }: UserKey) => product((Number(id) % PRODUCTS) + 1),
      },
      User: { __resolveReference: ({ id }: UserKey) => user(id), reviews: reviewsOfUser },
      Product: { __resolveReference: ({ upc }: ProductKey) => product(upc), reviews: reviewsOfProduct },
    },
  },
};

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Parsed documents are remembered, so that the subgraphs are not what is measured. */
const serve = async ({ sdl, resolvers }: Subgraph): Promise<string> => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const documents = new Map<string, DocumentNode>();
  const answer = async ({ query, variables, operationName }: Asked) => {
    if (documents.size > 1_000) documents.clear();
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return execute({ schema, document, variableValues: variables, operationName });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const body = JSON.stringify(await answer(JSON.parse(Buffer.concat(chunks).toString())));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
};

if (process.send) {
  const urls: Record<string, string> = {};
  for (const [name, subgraph] of Object.entries(SUBGRAPHS)) urls[name] = await serve(subgraph);
  process.send({ type: 'listening', urls });
}
