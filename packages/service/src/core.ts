// What the gateway, too, is made of: no database, no queue, no type-graphql, which it would load for nothing.
export * from './cache/header.ts';
export * from './config.ts';
export * from './deadline/header.ts';
export * from './graphql/errors.ts';
export * from './http/http.ts';
export { codeOfStatus } from './http/refused-request.ts';
export * from './idempotency/headers.ts';
export * from './log.ts';
export * from './metrics.ts';
export * from './process.ts';
export * from './security/internal-tokens.ts';
export * from './security/load-tokens.ts';
export * from './security/viewer.ts';
