/** What staff says of a SKU and of a product. */
export const aNewVariant = (sku: string, more: object = {}) => ({
  sku,
  title: `Card ${sku}`,
  language: 'en',
  condition: 'NEAR_MINT',
  price: { amount: 500, currency: 'USD' },
  weightGrams: 2,
  ...more,
});

export const aNewProduct = (slug: string, more: object = {}) => ({
  slug,
  kind: 'SINGLE_CARD',
  name: `Product ${slug}`,
  game: 'Test Game',
  variants: [aNewVariant(`${slug}-nm`)],
  ...more,
});
