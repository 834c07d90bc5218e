import 'reflect-metadata';

export * from './client/subgraph-client.ts';
export * from './config.ts';
export * from './database/database.ts';
export * from './database/transact.ts';
export * from './graphql/errors.ts';
export * from './graphql/paging.ts';
export * from './graphql/schema.ts';
export * from './graphql/server.ts';
export * from './graphql/types.ts';
export * from './http/http.ts';
export * from './log.ts';
export * from './metrics.ts';
export * from './process.ts';
export * from './security/internal-tokens.ts';
export * from './security/load-tokens.ts';
export * from './security/viewer.ts';
export * from './subgraph.ts';
