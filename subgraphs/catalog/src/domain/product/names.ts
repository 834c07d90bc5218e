import type { Product } from './state.ts';

/** A name that no two products may have: a slug or a SKU. */
export interface UniqueName {
  readonly kind: 'slug' | 'sku';
  readonly value: string;
}

/** The names that a product has; also those of retired SKUs, which orders still know it by. */
export const namesOf = ({ details }: Pick<Product, 'details'>): UniqueName[] => [
  { kind: 'slug', value: details.slug },
  ...details.variants.map(({ sku }): UniqueName => ({ kind: 'sku', value: sku })),
];

const keyOf = ({ kind, value }: UniqueName): string => `${kind}:${value}`;

/** The names that it has after a change and did not have before. */
export const newNames = (before: Product | undefined, after: Product): UniqueName[] => {
  const known = new Set(before ? namesOf(before).map(keyOf) : []);
  return namesOf(after).filter((name) => !known.has(keyOf(name)));
};

export const hasName = (product: Product, name: UniqueName): boolean =>
  namesOf(product).some((own) => keyOf(own) === keyOf(name));
