import type { ImportedProduct } from '../application/imports/import-products.ts';

/** A product of a source; the same one has the same id in every import. */
export type SourceProduct = ImportedProduct;

/** A data set that is known whole. */
export interface CatalogSource {
  readonly name: string;
  /** Changes when the data or their mapping changes; asking does not load the data. */
  version(): Promise<string>;
  load(): Promise<SourceProduct[]>;
}

/** The first products of a source only: enough for a test or a quick look. */
export const firstOf = (source: CatalogSource, limit: number): CatalogSource => ({
  name: source.name,
  version: async () => `${await source.version()}/first-${limit}`,
  load: async () => (await source.load()).slice(0, limit),
});
