import { describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../../test/builders.ts';
import { evolve, importProduct, type Product, type ProductEvent } from './product.ts';

const given = (...events: readonly ProductEvent[]) => events.reduce<Product | undefined>(evolve, undefined);
const created = { type: 'ProductCreated', details: aProduct(), sourceHash: 'v1' } as const;
const revised = { type: 'ProductRevised', details: aProduct({ name: 'Renamed' }), sourceHash: 'v2' } as const;

describe('a product', () => {
  it('is created by its first import', () => {
    expect(importProduct(given(), { details: aProduct(), sourceHash: 'v1' })).toEqual([created]);
  });

  it('does not change when the same content is imported again', () => {
    expect(importProduct(given(created), { details: aProduct(), sourceHash: 'v1' })).toEqual([]);
  });

  it('is revised when its content changed', () => {
    expect(importProduct(given(created), revised)).toEqual([revised]);
  });

  it('keeps a SKU that a later import no longer names', () => {
    const [event] = importProduct(given(created), {
      details: aProduct({ variants: [aVariant({ sku: 'NEW' })] }),
      sourceHash: 'v2',
    });
    expect(event?.details.variants.map(({ sku }) => sku)).toEqual(['NEW', aVariant().sku]);
  });

  it('is the fold of its events', () => {
    expect(given(created, revised)).toEqual({ version: 2, details: aProduct({ name: 'Renamed' }), sourceHash: 'v2' });
  });
});
