import type { SubgraphDefinition } from '../small-subgraph.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@override", "@shareable"])
  type Query { warehouses: [Warehouse!]! }
  type Warehouse { name: String! books: [Book!]! }
  enum Currency { EUR USD }
  type Size @shareable { width: Int! height: Int! }
  type Book @key(fields: "id") {
    id: ID!
    weight: Int @external
    price(currency: Currency = EUR): Int @external
    size: Size @external
    isbn: String @override(from: "products")
    inStock: Int!
    shelf: String
    shipping: String @requires(fields: "weight price(currency: USD)")
    box: String @requires(fields: "size { width height }")
  }
  type Movie @key(fields: "id") { id: ID! inStock: Int! shelf: String }
`;

interface BookKey {
  readonly id: string;
  readonly weight?: number | null;
  readonly price?: number;
  readonly size?: { width: number; height: number } | null;
}

const known = (key: BookKey) => (key.id === 'b2' ? null : { ...key, inStock: 3, shelf: `S-${key.id}` });

/** Stock, which knows no book "b2". */
export const stock: SubgraphDefinition = {
  name: 'stock',
  sdl,
  resolvers: {
    Query: { warehouses: () => [{ name: 'North', books: [{ id: 'b1', inStock: 1 }] }] },
    Book: {
      __resolveReference: (key: BookKey) => (key.id === 'b2' && ('weight' in key || 'size' in key) ? key : known(key)),
      isbn: ({ id }: BookKey) => `new-${id}`,
      shipping: ({ weight, price }: BookKey) => `${weight} for ${price}`,
      box: ({ size }: BookKey) => (size ? `${size.width}x${size.height}` : null),
    },
    Movie: { __resolveReference: known },
  },
};
