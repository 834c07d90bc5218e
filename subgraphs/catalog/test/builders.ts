import { inMarketCurrency } from '@cardstock/contracts';
import type { ProductDetails, VariantDetails } from '../src/domain/product.ts';

export const aVariant = (more: Partial<VariantDetails> = {}): VariantDetails => ({
  sku: 'TST001-NM',
  title: 'Test Card (TST001, Near Mint)',
  edition: null,
  foiling: null,
  condition: 'NEAR_MINT',
  language: 'en',
  price: inMarketCurrency(100),
  weightGrams: 2,
  ...more,
});

export const aProduct = (more: Partial<ProductDetails> = {}): ProductDetails => ({
  slug: 'test-card-tst001',
  kind: 'SINGLE_CARD',
  name: 'Test Card',
  game: 'Flesh and Blood',
  set: 'Test Set',
  number: 'TST001',
  rarity: 'Common',
  types: ['Action'],
  text: 'Draw a card.',
  artists: ['Someone'],
  imageUrl: null,
  attributes: {},
  variants: [aVariant()],
  ...more,
});
