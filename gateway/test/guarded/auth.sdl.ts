import { FEDERATION } from './link.ts';

/** Has every kind of requirement on every kind of element. */
export const AUTH_SDL = `${FEDERATION}
    type Query {
      version: String!
      me: User @authenticated
      user: User
      users: [User!]!
      maybeUsers: [User]
      audit: [String!]! @requiresScopes(scopes: [["user:read"]])
      report: String @requiresScopes(scopes: [["order:read", "stock:read"], ["user:write"]])
      anything: String @requiresScopes(scopes: [])
      foreign: String @requiresScopes(scopes: [["reviews:read"]])
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
  `;
