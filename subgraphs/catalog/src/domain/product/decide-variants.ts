import type { VariantDetails } from '../product.ts';
import { alreadySo, type Decision, effective, happened, isSame, refuse } from './decision.ts';
import type { PriceOfSku, VariantChanges } from './events.ts';
import { activeVariants, isRetired, type Product, variantOf } from './state.ts';

export const MOST_VARIANTS = 500;

const unknown = (...unknownSkus: readonly string[]): Decision => refuse({ code: 'VARIANT_UNKNOWN', unknownSkus });

/** A SKU that was retired comes back this way, with what is said of it now. */
export const addVariant = (variant: VariantDetails, product: Product): Decision => {
  const known = variantOf(product, variant.sku);
  if (known && !isRetired(product, variant.sku))
    return isSame(known, variant) ? alreadySo : refuse({ code: 'SKU_TAKEN', takenSkus: [variant.sku] });
  if (!known && product.details.variants.length >= MOST_VARIANTS)
    return refuse({ code: 'VARIANTS_FULL', most: MOST_VARIANTS });
  return happened({ type: 'VariantAdded', variant });
};

export const changeVariant = (sku: string, wanted: VariantChanges, product: Product): Decision => {
  const known = variantOf(product, sku);
  if (!known) return unknown(sku);
  const changes: VariantChanges = effective<VariantDetails>(known, wanted);
  return Object.keys(changes).length === 0 ? alreadySo : happened({ type: 'VariantChanged', sku, changes });
};

/** What is offered keeps something to buy: the last variant goes only with the product. */
export const retireVariant = (sku: string, product: Product): Decision => {
  if (!variantOf(product, sku)) return unknown(sku);
  if (isRetired(product, sku)) return alreadySo;
  const isLast = activeVariants(product).length === 1;
  return isLast && product.status === 'PUBLISHED'
    ? refuse({ code: 'PRODUCT_INCOMPLETE', missing: ['variants'] })
    : happened({ type: 'VariantRetired', sku });
};

export const changePrices = (wanted: readonly PriceOfSku[], product: Product): Decision => {
  const strangers = wanted.filter(({ sku }) => !variantOf(product, sku));
  if (strangers.length > 0) return unknown(...strangers.map(({ sku }) => sku));
  const prices = wanted.filter(({ sku, price }) => !isSame(variantOf(product, sku)?.price, price));
  return prices.length === 0 ? alreadySo : happened({ type: 'VariantPricesChanged', prices });
};
