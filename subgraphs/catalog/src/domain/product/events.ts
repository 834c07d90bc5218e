import type { Money } from '@cardstock/contracts';
import type { ProductDetails, VariantDetails } from '../product.ts';
import type { ProductStatus } from './status.ts';

/** All that is said of a product itself. */
export type OwnDetails = Omit<ProductDetails, 'variants'>;
/** What of a variant is changed by hand; its price has an event of its own. */
export type VariantChanges = Partial<Omit<VariantDetails, 'sku' | 'price'>>;

export interface PriceOfSku {
  readonly sku: string;
  readonly price: Money;
}

/** What else a source may say of a product that is new. From then on this is what staff makes of it. */
export interface Beginning {
  readonly status: ProductStatus;
  readonly categories: readonly string[];
  /** SKUs that are not sold any more. */
  readonly retired: readonly string[];
}

/** `sourceHash` names the imported content, so that importing it again changes nothing. */
export interface ImportedContent {
  readonly details: ProductDetails;
  readonly sourceHash: string;
}

type Fact<Type extends string, Content extends object = object> = { readonly type: Type } & Content;

/** What happened to a product. Each command makes one event at most: one document, which MongoDB writes whole or not at all. */
export type ProductEvent =
  /** An import brought it, for sale at once where it does not say otherwise. */
  | Fact<'ProductCreated', ImportedContent & { readonly beginning?: Beginning }>
  /** An import brought it again with other content: `details` are what it is from then on. */
  | Fact<'ProductRevised', ImportedContent>
  | Fact<'ProductDrafted', { readonly details: ProductDetails; readonly categories: readonly string[] }>
  | Fact<'ProductDetailsChanged', { readonly changes: Partial<OwnDetails> }>
  | Fact<'ProductCategorized', { readonly categories: readonly string[] }>
  | Fact<'VariantAdded', { readonly variant: VariantDetails }>
  | Fact<'VariantChanged', { readonly sku: string; readonly changes: VariantChanges }>
  | Fact<'VariantRetired', { readonly sku: string }>
  | Fact<'VariantPricesChanged', { readonly prices: readonly PriceOfSku[] }>
  | Fact<'ProductPublished'>
  | Fact<'ProductUnpublished'>
  | Fact<'ProductArchived'>
  | Fact<'ProductDeleted'>
  | Fact<'ProductRestored'>
  /** Takes the version that a writer who vanished had in mind, so that its names are free for others. */
  | Fact<'ChangeAbandoned'>;

export type ProductEventType = ProductEvent['type'];
