import { type Connection, connectionOf } from '@cardstock/service';
import type { Matches } from '../application/search-products.ts';
import { ProductType } from './product.type.ts';

export const ProductConnectionType = connectionOf('Product', () => ProductType, { isCachedWithParent: true });

/** A page whose count and facets are only computed when they are asked for. */
export type ProductPage = Omit<Connection<ProductType>, 'totalCount'> & { readonly matches: Matches };
