import { GraphQLError } from 'graphql';
import type { SubgraphDefinition } from '../small-subgraph.ts';

const USERS = [
  {
    id: 'u1',
    name: 'Ada',
    role: 'ADMIN',
    tags: ['a', 'b'],
    birthday: '1815-12-10',
    settings: { dark: true, size: [1, 2] },
  },
  { id: 'u2', name: 'Bob', role: 'CUSTOMER', tags: [], birthday: null, settings: null, nickname: 'bobby' },
  { id: 'u3', name: 'Cyd', role: 'HIDDEN', tags: null, birthday: '1990-01-01', settings: 'plain' },
];

const userOf = (id: string) => {
  if (id === 'u-broken') throw new GraphQLError('This user cannot be read.', { extensions: { code: 'BROKEN' } });
  const user = USERS.find((known) => known.id === id);
  return user && { ...user, address: { street: `Street ${id}`, city: { name: 'Town', zip: 10 } } };
};

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@inaccessible", "@external"])`;

const sdl = `${FEDERATION}
  scalar Date
  scalar JSON
  enum Role { ADMIN CUSTOMER HIDDEN @inaccessible }
  type Query {
    me: User
    user(id: ID!): User
    userByRole(role: Role = ADMIN, list: [Int!] = [1, 2]): User
    users: [User!]!
    team: [User]!
    grid: [[User]!]
    actors: [Actor!]!
    echo(text: String, input: Filter, many: [Filter!]): String
    failing: String
    failingRequired: String!
    failingList: [String!]!
    number: Int
    numbers: [Int!]
    wrongNumber: Int
    shared: Shared @shareable
    random: Float
  }
  type Mutation { rename(id: ID!, name: String!): User count: Int! fail: Int }
  input Filter { text: String = "x" role: Role not: Filter }
  union Actor = User | Robot
  interface Named { name: String! }
  type Shared @shareable { id: ID! left: String both: String! deep: Deep }
  type Deep @shareable { both: String! left: String }
  type User implements Named @key(fields: "id") {
    id: ID! name: String! nickname: String @shareable role: Role tags: [String!] birthday: Date settings: JSON
    address: Address manager: User friends: [User!] failing: String failingRequired: String! greeting(word: String = "Hi"): String
  }
  type Address @shareable { street: String city: City }
  type City @shareable { name: String! zip: Int }
  type Robot implements Named @key(fields: "serial") { serial: ID! name: String! }
`;

const fail = () => {
  throw new GraphQLError('It failed.', { extensions: { code: 'FAILED', detail: 1 } });
};

/** Users, robots, and root fields of every kind of type. Each call makes one with a memory of its own. */
export const accounts = (): SubgraphDefinition => {
  let count = 0;
  const robot = { __typename: 'Robot', serial: 'r1', name: 'Rob' };
  const users = () => ['u1', 'u2'].map(userOf);
  return {
    name: 'accounts',
    sdl,
    resolvers: {
      Query: {
        me: () => userOf('u1'),
        user: (_: unknown, { id }: { id: string }) => userOf(id),
        userByRole: (_: unknown, { role }: { role: string }) =>
          userOf(USERS.find((user) => user.role === role)?.id ?? ''),
        users,
        team: () => [userOf('u1'), null, userOf('u2'), userOf('u3')],
        grid: () => [[userOf('u1'), null], [], [userOf('u2')]],
        actors: () => [{ __typename: 'User', ...userOf('u1') }, robot, { __typename: 'User', ...userOf('u2') }],
        echo: (_: unknown, args: object) => JSON.stringify(args),
        failing: fail,
        failingRequired: fail,
        failingList: () => ['fine', null],
        number: () => 7,
        numbers: () => [1, 2, 3],
        wrongNumber: () => 'seven',
        shared: () => ({ id: 's', left: 'L', both: 'B', deep: { both: 'DB', left: 'DL' } }),
        random: () => 1.5,
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          count += 1;
          return { ...userOf(id), name };
        },
        count: () => count,
        fail,
      },
      User: {
        __resolveReference: ({ id }: { id: string }) => userOf(id),
        manager: ({ id }: { id: string }) => (id === 'u1' ? null : userOf('u1')),
        friends: ({ id }: { id: string }) => USERS.filter((user) => user.id !== id).map((user) => userOf(user.id)),
        failing: ({ id }: { id: string }) => (id === 'u2' ? fail() : 'fine'),
        failingRequired: ({ id }: { id: string }) => (id === 'u2' ? fail() : 'fine'),
        greeting: ({ name }: { name: string }, { word }: { word: string }) => `${word} ${name}`,
      },
      Robot: { __resolveReference: () => robot },
    },
  };
};
