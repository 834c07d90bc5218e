/** The filters that are counted. Values of one are alternatives; different ones must all hold. */
export const FACETS = ['kind', 'game', 'set', 'rarity', 'type', 'condition', 'foiling'] as const;
export type FacetName = (typeof FACETS)[number];
export type FacetFilter = { readonly [Name in FacetName]?: readonly string[] };

/** What a product has whatever it is sold as. */
export const PRODUCT_FACETS = ['kind', 'game', 'set', 'rarity', 'type'] as const satisfies readonly FacetName[];

export interface FacetCounts {
  readonly field: FacetName;
  readonly buckets: { readonly value: string; readonly count: number }[];
}
