import type { ProductDetails, VariantDetails } from '../product.ts';
import type { OwnDetails, PriceOfSku, VariantChanges } from './events.ts';

type Command<Type extends string, Content extends object = object> = { readonly type: Type } & Content;

/** What staff can want of a product. Whoever sends one has checked its values (`checks.ts`). */
export type ProductCommand =
  | Command<'CreateProduct', { readonly details: ProductDetails; readonly categories: readonly string[] }>
  | Command<'UpdateDetails', { readonly changes: Partial<OwnDetails> }>
  | Command<'AssignCategories', { readonly categories: readonly string[] }>
  | Command<'AddVariant', { readonly variant: VariantDetails }>
  | Command<'ChangeVariant', { readonly sku: string; readonly changes: VariantChanges }>
  | Command<'RetireVariant', { readonly sku: string }>
  | Command<'ChangePrices', { readonly prices: readonly PriceOfSku[] }>
  | Command<'Publish'>
  | Command<'Unpublish'>
  | Command<'Archive'>
  | Command<'Delete'>
  | Command<'Restore'>;
