import type { ProductDetails } from '../domain/product.ts';

export interface SourceProduct {
  /** The same product has the same id in every import. */
  readonly id: string;
  readonly details: ProductDetails;
}

/** Where products come from. Another game is another file that makes one of these. */
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
