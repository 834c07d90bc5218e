import { badUserInput, type Viewer } from '@cardstock/service';
import { editorOf, seesUnlisted } from './access.ts';
import { type ProductStores, productAsOf } from './products/load-product.ts';
import { type ProductContent, toContent } from './products/product-content.ts';
import type { CatalogReader, ProductView } from './read.ports.ts';

export interface ProductKey {
  readonly id: string | undefined;
  readonly slug: string | undefined;
}

/** `isForAll` is false where others would be answered otherwise. */
export interface FoundProductView {
  readonly product: ProductView | undefined;
  readonly isForAll: boolean;
}

type Reader = Pick<CatalogReader, 'productsByIds' | 'productBySlug'>;

const lookUp = async (reader: Reader, { id, slug }: ProductKey): Promise<ProductView | undefined> => {
  if (id !== undefined && slug === undefined) return (await reader.productsByIds([id]))[0];
  if (slug !== undefined && id === undefined) return reader.productBySlug(slug);
  throw badUserInput({ field: id === undefined ? 'id' : 'slug', message: 'exactly one of id and slug is needed' });
};

export type FindProduct = (viewer: Viewer, key: ProductKey) => Promise<FoundProductView>;

/** Finds a product: anyone what is for sale, staff whatever there is. Throws BAD_USER_INPUT unless there is exactly one key. */
export const makeFindProduct =
  (reader: Reader): FindProduct =>
  async (viewer, key) => {
    const product = await lookUp(reader, key);
    if (product === undefined || product.status === 'PUBLISHED') return { product, isForAll: true };
    return { product: seesUnlisted(viewer) ? product : undefined, isForAll: false };
  };

export type FindProductAsOf = (viewer: Viewer, key: ProductKey, moment: Date) => Promise<ProductContent | undefined>;

/** A product as it was at a moment, folded from its events; a slug is the one that it has now. For staff. */
export const makeFindProductAsOf =
  (reader: Reader, stores: ProductStores): FindProductAsOf =>
  async (viewer, key, moment) => {
    editorOf(viewer);
    const found = await lookUp(reader, key);
    const id = key.id ?? found?.id;
    if (id === undefined) return undefined;
    const product = await productAsOf(stores, id, moment);
    return product && toContent(id, product);
  };
