import type { SubgraphDefinition } from '../small-subgraph.ts';

const PRODUCTS = [
  { __typename: 'Book', id: 'b1', title: 'Dune', pages: 400, weight: 300, isbn: 'old-1', price: 10 },
  { __typename: 'Movie', id: 'm1', title: 'Alien', minutes: 117, price: 0 },
  { __typename: 'Book', id: 'b2', title: 'Emma', pages: 300, weight: null, isbn: 'old-2', price: 20 },
  { __typename: 'Movie', id: 'm2', title: 'Brazil', minutes: 140, price: 5 },
].map((product) => ({ ...product, size: { width: product.title.length, height: 2 } }));

const productOf = (id: string) => PRODUCTS.find((product) => product.id === id);
const price = (product: { price: number }, { currency }: { currency?: string }) =>
  currency === 'USD' ? product.price * 2 : product.price;

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@inaccessible"])
  enum Currency { EUR USD }
  type Query {
    product(id: ID!): Product
    products: [Product!]!
    shelves: [[Product!]!]!
    book(id: ID!): Book
    books: [Book!]!
    search(text: String): [Found!]!
    shared: Shared @shareable
    anything: [Media!]!
  }
  union Found = Book | Movie | Publisher
  interface Media { id: ID! title: String }
  interface Product implements Media @key(fields: "id") {
    id: ID! title: String price(currency: Currency = EUR): Int size: Size related: [Product!]!
  }
  type Size @shareable { width: Int! height: Int! }
  type Shared @shareable { id: ID! right: String both: String! deep: Deep }
  type Deep @shareable { both: String! right: String }
  type Book implements Product & Media @key(fields: "id") {
    id: ID! title: String price(currency: Currency = EUR): Int size: Size related: [Product!]!
    pages: Int weight: Int isbn: String publisher: Publisher
  }
  type Movie implements Product & Media @key(fields: "id") {
    id: ID! title: String price(currency: Currency = EUR): Int size: Size related: [Product!]! minutes: Int
  }
  type Publisher @key(fields: "code country { code }") { code: ID! country: Country! name: String }
  type Country @shareable { code: ID! }
`;

const fields = {
  price,
  related: ({ id }: { id: string }) => PRODUCTS.filter((product) => product.id !== id).slice(0, 2),
};
const publisher = { __typename: 'Publisher', code: 'P', country: { code: 'DE' }, name: 'Press' };

/** Books and movies behind an interface that is an entity. */
export const products: SubgraphDefinition = {
  name: 'products',
  sdl,
  resolvers: {
    Query: {
      product: (_: unknown, { id }: { id: string }) => productOf(id),
      products: () => PRODUCTS,
      shelves: () => [PRODUCTS.slice(0, 2), [], PRODUCTS.slice(1)],
      book: (_: unknown, { id }: { id: string }) => productOf(id),
      books: () => PRODUCTS.filter(({ __typename }) => __typename === 'Book'),
      search: () => [PRODUCTS[0], publisher, PRODUCTS[1]],
      shared: () => ({ id: 's', right: 'R', both: 'B', deep: { both: 'DB', right: 'DR' } }),
      anything: () => PRODUCTS.slice(0, 3),
    },
    Product: { __resolveReference: ({ id }: { id: string }) => productOf(id) },
    Book: { __resolveReference: ({ id }: { id: string }) => productOf(id), ...fields, publisher: () => publisher },
    Movie: { __resolveReference: ({ id }: { id: string }) => productOf(id), ...fields },
    Publisher: { __resolveReference: () => publisher },
  },
};
