import { badUserInput } from '@cardstock/service';
import type { CatalogReader, ProductView } from './read.ports.ts';

interface ProductKey {
  readonly id: string | undefined;
  readonly slug: string | undefined;
}

export type FindProduct = (key: ProductKey) => Promise<ProductView | undefined>;

/** Finds a product of the catalogue, which is public: anyone may. Throws BAD_USER_INPUT unless there is exactly one key. */
export const makeFindProduct =
  (reader: Pick<CatalogReader, 'productsByIds' | 'productBySlug'>): FindProduct =>
  async ({ id, slug }) => {
    if (id !== undefined && slug === undefined) return (await reader.productsByIds([id]))[0];
    if (slug !== undefined && id === undefined) return reader.productBySlug(slug);
    throw badUserInput({ field: id === undefined ? 'id' : 'slug', message: 'exactly one of id and slug is needed' });
  };
