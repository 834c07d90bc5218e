import { makeSchema } from './graphql/schema.ts';

export { type CatalogConfig, catalogConfig, type ImportConfig, importConfig } from './config.ts';
export { fleshAndBlood } from './import/flesh-and-blood/flesh-and-blood.source.ts';
export { type ImportStores, openStores } from './import/open-stores.ts';
export { type ImportSummary, runImport } from './import/run-import.ts';
export type { CatalogSource, SourceProduct } from './import/source.ts';
export { startCatalog } from './service.ts';

/** The SDL of this subgraph, as code has it. */
export const makeSdl = async (): Promise<string> => (await makeSchema()).sdl;
