import { makeSchema } from './graphql/schema.ts';

export { type NotificationConfig, notificationConfig } from './config.ts';
export { startNotification } from './service.ts';

/** The SDL of this subgraph, as it is composed into the supergraph. */
export const makeSdl = async (): Promise<string> => (await makeSchema()).sdl;
