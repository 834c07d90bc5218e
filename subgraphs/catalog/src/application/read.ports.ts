import type { FoundProducts } from '../domain/facets/found-products.ts';
import type { ProductStatus } from '../domain/product/status.ts';
import type { CardCondition, ProductKind } from '../domain/product.ts';
import type { ScheduledPrice } from './prices/ports.ts';

export interface ProductView {
  readonly id: string;
  readonly slug: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly game: string;
  readonly set: string | null;
  readonly number: string | null;
  readonly rarity: string | null;
  readonly types: string[];
  readonly text: string | null;
  readonly artists: string[];
  readonly imageUrl: string | null;
  readonly attributes: Record<string, unknown>;
  readonly status: ProductStatus;
  readonly version: number;
  readonly categoryIds: string[];
}

export interface VariantView {
  readonly sku: string;
  readonly productId: string;
  readonly title: string;
  readonly edition: string | null;
  readonly foiling: string | null;
  readonly condition: CardCondition | null;
  readonly language: string;
  readonly priceAmount: number;
  readonly priceCurrency: string;
  readonly weightGrams: number;
  /** Of its product. */
  readonly status: ProductStatus;
  readonly isOnSale: boolean;
}

export interface PriceView {
  readonly amount: number;
  readonly currency: string;
  readonly changedAt: Date;
}

export interface PriceRange {
  readonly sku: string;
  readonly from: Date | null;
  readonly to: Date | null;
  /** The most prices that are wanted. */
  readonly limit: number;
}

/** Looks up many things with one statement each; what is not there is left out. */
export interface CatalogReader {
  /** Whatever their status. */
  productsByIds(ids: readonly string[]): Promise<ProductView[]>;
  /** The one that is for sale, or else one that is not. */
  productBySlug(slug: string): Promise<ProductView | undefined>;
  variantsBySkus(skus: readonly string[]): Promise<VariantView[]>;
  /** Those that were not retired. */
  variantsOfProducts(productIds: readonly string[]): Promise<VariantView[]>;
  /** One list per range, in the order of the ranges, oldest price first. */
  pricesIn(ranges: readonly PriceRange[]): Promise<PriceView[][]>;
  /** One list per SKU, in their order, the farthest ahead first. */
  scheduledPricesOf(skus: readonly string[]): Promise<ScheduledPrice[][]>;
}

export const PRODUCT_SORTS = ['RELEVANCE', 'NAME', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** Which products a search is about. An absent part does not restrict. */
export interface Criteria {
  readonly query?: string;
  readonly kind?: readonly ProductKind[];
  readonly game?: readonly string[];
  readonly set?: readonly string[];
  readonly rarity?: readonly string[];
  readonly type?: readonly string[];
  /** Ids of categories, one of which it is assigned to. */
  readonly category?: readonly string[];
  readonly condition?: readonly CardCondition[];
  readonly foiling?: readonly string[];
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly inStock?: boolean;
}

/** The place of a product in a sorted list: the values it is sorted by. */
export type Place = readonly (string | number)[];

export interface PageOrder {
  readonly sort: ProductSort;
  /** Begin behind this place; from the end or the beginning of the list where there is none. */
  readonly from?: Place;
  /** Towards the beginning of the list: rows come in reverse. */
  readonly isBackward: boolean;
  readonly limit: number;
  /** How many products the whole list has, which decides how it is best read. */
  readonly total: number;
  /** Which products have the words, where that is known: they need not be searched again. */
  readonly ids?: readonly string[];
}

export type FoundProduct = ProductView & { readonly place: Place };

/** What could be meant: a product's name or a set's. */
export interface SuggestionView {
  readonly kind: 'PRODUCT' | 'SET';
  readonly text: string;
}

export interface ProductSearch {
  /** The products that have the words, price and stock wanted, alike ones together; the other filters are not applied. */
  alike(criteria: Criteria): Promise<FoundProducts>;
  page(criteria: Criteria, order: PageOrder): Promise<FoundProduct[]>;
  /** What may have been meant where nothing has all the words, the most likely first; only few. */
  correct(query: string): Promise<readonly string[]>;
  suggest(prefix: string, limit: number): Promise<SuggestionView[]>;
}
