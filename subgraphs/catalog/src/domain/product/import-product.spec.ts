import { describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../../../test/builders.ts';
import type { ProductDetails } from '../product.ts';
import type { ProductEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { importProduct } from './import-product.ts';
import type { Product } from './state.ts';

const after = (...events: readonly ProductEvent[]): Product => {
  const product = events.reduce<Product | undefined>(evolve, undefined);
  if (!product) throw new Error('no product');
  return product;
};
const imported = (details: ProductDetails, sourceHash = 'one') =>
  ({ type: 'ProductCreated', details, sourceHash }) as const;
const revised = (product: Product, details: ProductDetails) => {
  const event = importProduct(product, { details, sourceHash: 'two' });
  return evolve(product, event as ProductEvent);
};

describe('an import', () => {
  it('creates a product that is not there, for sale at once', () => {
    const event = importProduct(undefined, { details: aProduct(), sourceHash: 'one' });
    expect(after(event as ProductEvent)).toMatchObject({ version: 1, status: 'PUBLISHED', details: aProduct() });
  });

  it('changes nothing when the content is known', () => {
    const product = after(imported(aProduct()));
    expect(importProduct(product, { details: aProduct({ name: 'Other' }), sourceHash: 'one' })).toBeUndefined();
  });

  it('keeps SKUs that the source no longer names, and those that staff added', () => {
    const product = after(imported(aProduct({ variants: [aVariant({ sku: 'OLD' })] })), {
      type: 'VariantAdded',
      variant: aVariant({ sku: 'ADDED' }),
    });
    const skus = revised(product, aProduct({ variants: [aVariant({ sku: 'NEW' })] }))?.details.variants.map(
      ({ sku }) => sku,
    );
    expect(skus).toEqual(['NEW', 'OLD', 'ADDED']);
  });

  it('leaves alone what staff changed by hand, and brings the rest', () => {
    const product = after(
      imported(aProduct({ name: 'Typo', text: 'old', variants: [aVariant({ title: 'Typo' })] })),
      { type: 'ProductDetailsChanged', changes: { name: 'Mended' } },
      { type: 'VariantChanged', sku: 'TST001-NM', changes: { title: 'Mended' } },
      { type: 'VariantPricesChanged', prices: [{ sku: 'TST001-NM', price: { amount: 7, currency: 'USD' } }] },
    );
    const variants = [aVariant({ title: 'Typo', weightGrams: 9, price: { amount: 500, currency: 'USD' } })];
    expect(revised(product, aProduct({ name: 'Typo', text: 'new', variants }))?.details).toEqual(
      aProduct({
        name: 'Mended',
        text: 'new',
        variants: [aVariant({ title: 'Mended', weightGrams: 9, price: { amount: 7, currency: 'USD' } })],
      }),
    );
  });

  it('does not put back on sale what staff took off', () => {
    const product = after(imported(aProduct()), { type: 'ProductArchived' });
    expect(revised(product, aProduct({ name: 'Other' }))).toMatchObject({
      status: 'ARCHIVED',
      details: { name: 'Other' },
    });
  });
});
