import { makeFulfillmentSchema } from './graphql/schema.ts';

export { type FulfillmentConfig, fulfillmentConfig } from './config.ts';
export { startFulfillment } from './service.ts';

/** The SDL of this subgraph. */
export const makeSdl = async (): Promise<string> => (await makeFulfillmentSchema()).sdl;
