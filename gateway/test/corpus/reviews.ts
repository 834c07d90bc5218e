import { GraphQLError } from 'graphql';
import type { SubgraphDefinition } from '../small-subgraph.ts';

const REVIEWS = [
  { id: 'v1', body: 'Good', stars: 5, author: 'u1', product: 'b1' },
  { id: 'v2', body: 'Bad', stars: 1, author: 'u2', product: 'b1' },
  { id: 'v3', body: null, stars: 3, author: 'u1', product: 'm1' },
  { id: 'v4', body: 'Odd', stars: 2, author: 'u-missing', product: 'm2' },
];
type Review = (typeof REVIEWS)[number];

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@provides", "@shareable", "@interfaceObject"])
  type Query { reviews: [Review!]! review(id: ID!): Review strangers: [Review!]! }
  type Mutation { addReview(product: ID!, body: String): Review }
  type Review @key(fields: "id") {
    id: ID! body: String stars: Int!
    author: User @provides(fields: "nickname")
    writer: User!
    product: Product!
  }
  type User @key(fields: "id") { id: ID! nickname: String @external reviews: [Review!]! reviewCount: Int! karma: Int vip: Boolean }
  type Product @key(fields: "id") @interfaceObject { id: ID! reviews: [Review!]! rating: Float best: Review }
  type Publisher @key(fields: "code country { code }") { code: ID! country: Country! fame: Int }
  type Country @shareable { code: ID! }
`;

const author = ({ author: id }: Review) => ({ id, nickname: `nick-${id}` });
const of = (product: string) => REVIEWS.filter((review) => review.product === product);

/** Reviews of any product, by the interface alone. Each call makes one with a memory of its own. */
export const reviews = (): SubgraphDefinition => ({
  name: 'reviews',
  sdl,
  resolvers: {
    Query: {
      reviews: () => REVIEWS.slice(0, 3),
      review: (_: unknown, { id }: { id: string }) => REVIEWS.find((review) => review.id === id),
      strangers: () => [REVIEWS[3], REVIEWS[0], { ...REVIEWS[3], author: 'u-broken' }],
    },
    Mutation: {
      addReview: (_: unknown, { product, body }: { product: string; body: string | null }) => ({
        id: 'new',
        body,
        stars: 4,
        author: 'u2',
        product,
      }),
    },
    Review: {
      author,
      writer: author,
      product: ({ product }: Review) => ({ __typename: 'Product', id: product }),
    },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      reviews: ({ id }: { id: string }) => REVIEWS.filter((review) => review.author === id),
      reviewCount: ({ id }: { id: string }) => {
        if (id === 'u2') throw new GraphQLError('He cannot be counted.', { extensions: { code: 'UNCOUNTABLE' } });
        return REVIEWS.filter((review) => review.author === id).length;
      },
      karma: ({ id }: { id: string }) => {
        if (id === 'u1') throw new GraphQLError('No karma.');
        return 3;
      },
      vip: () => false,
    },
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      reviews: ({ id }: { id: string }) => of(id),
      best: ({ id }: { id: string }) => of(id)[0],
      rating: ({ id }: { id: string }) => of(id).length,
    },
    Publisher: { __resolveReference: (key: object) => ({ ...key, fame: 9 }) },
  },
});
