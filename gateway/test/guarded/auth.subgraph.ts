import { GraphQLScalarType } from 'graphql';
import type { SubgraphDefinition } from '../small-subgraph.ts';
import { AUTH_SDL } from './auth.sdl.ts';

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

/** Gives everything to everybody: what gets through shows. */
export const auth: SubgraphDefinition = {
  name: 'auth',
  sdl: AUTH_SDL,
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
      foreign: () => 'of another federation',
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
