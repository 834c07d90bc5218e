import { type Connection, connectionOf } from '@cardstock/service';
import type { SearchPage } from '../application/search-products.ts';
import { ProductType } from './product.type.ts';

export const ProductConnectionType = connectionOf('Product', () => ProductType, { isCachedWithParent: true });

/** A page whose facets are only counted when they are asked for. */
export type ProductPage = Connection<ProductType> & Pick<SearchPage, 'facets' | 'correctedQuery'>;
