import { makeInventorySchema } from './graphql/schema.ts';

export { type InventoryConfig, inventoryConfig } from './config.ts';
export { startInventory } from './service.ts';

/** The SDL of this subgraph. */
export const makeSdl = async (): Promise<string> => (await makeInventorySchema()).sdl;
