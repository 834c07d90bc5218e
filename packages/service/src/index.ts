import 'reflect-metadata';

export { CachedFor, CachedWithParent } from './cache/hints.ts';
export { neverStore } from './cache/never-store.ts';
export * from './client/subgraph-client.ts';
export * from './core.ts';
export * from './database/database.ts';
export * from './database/transact.ts';
export * from './graphql/paging.ts';
export * from './graphql/requirements.ts';
export * from './graphql/schema.ts';
export * from './graphql/server.ts';
export * from './graphql/types.ts';
export { asOneTransaction, currentKeyedRequest, withoutKey } from './idempotency/keyed-field.ts';
export * from './subgraph.ts';
