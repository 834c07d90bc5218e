const link = (imports: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;

/** Composes on its own. */
export const PRODUCTS = `${link('"@key"')}

type Query {
  products: [Product!]!
}

type Product @key(fields: "id") {
  id: ID!
  name: String!
}
`;

/** Composes together with PRODUCTS only. */
export const REVIEWS = `${link('"@key"')}

type Product @key(fields: "id") {
  id: ID!
  reviews: [String!]!
}
`;

export const PRODUCTS_WITH_PRICE = PRODUCTS.replace('  name: String!', '  name: String!\n  price: Int');
/** Names a type that nobody defines. */
export const BROKEN = PRODUCTS.replace('name: String!', 'name: Missing!');
