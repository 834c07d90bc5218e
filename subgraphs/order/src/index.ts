import { makeSchema } from './graphql/schema.ts';

export { type OrderConfig, orderConfig } from './config.ts';
export { startOrder } from './service.ts';

/** The SDL of this subgraph. */
export const makeSdl = async (): Promise<string> => (await makeSchema()).sdl;
