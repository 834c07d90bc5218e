import { makeSchema } from './graphql/schema.ts';

export { DEMO_PASSWORD } from './application/demo-accounts.ts';
export { type AuthConfig, authConfig } from './config.ts';
export { startAuth } from './service.ts';

/** The SDL of this subgraph, as it is composed into the supergraph. */
export const makeSdl = async (): Promise<string> => (await makeSchema()).sdl;
