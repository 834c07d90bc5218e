/** The filters that are counted. Values of one are alternatives; different ones must all hold. */
export const FACETS = ['kind', 'game', 'set', 'rarity', 'type', 'condition', 'foiling'] as const;
export type FacetName = (typeof FACETS)[number];
export type FacetFilter = { readonly [Name in FacetName]?: readonly string[] };

/** Products that are alike to every facet, and how many of them there are. */
export interface AlikeProducts {
  readonly kind: string;
  readonly game: string;
  readonly set: string | null;
  readonly rarity: string | null;
  readonly types: readonly string[];
  /** The offers whose price is wanted. */
  readonly offers: readonly string[];
  /** Those of them that are in stock; undefined where stock does not matter. */
  readonly stocked?: readonly string[];
  readonly count: number;
}

export interface FacetCounts {
  readonly field: FacetName;
  readonly buckets: { readonly value: string; readonly count: number }[];
}

const SEPARATOR = '|';

interface Offered {
  readonly condition: string | null;
  readonly foiling: string | null;
}

/** One way of being sold: what a condition and a foiling together say of one and the same SKU. */
export const offerOf = ({ condition, foiling }: Offered): string => `${condition ?? ''}${SEPARATOR}${foiling ?? ''}`;

const conditionOf = (offer: string): string => offer.slice(0, offer.indexOf(SEPARATOR));
const foilingOf = (offer: string): string => offer.slice(offer.indexOf(SEPARATOR) + 1);

const allows = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined || (value !== null && wanted.includes(value));

const isOffered = ({ condition, foiling }: FacetFilter) => {
  if (!condition && !foiling) return () => true;
  return (offer: string): boolean => allows(condition, conditionOf(offer)) && allows(foiling, foilingOf(offer));
};

/** Whether one of the offers fulfils the filter, and is in stock or not as wanted. */
const hasOffer = ({ offers, stocked }: AlikeProducts, filter: FacetFilter, inStock: boolean | undefined): boolean => {
  const isWanted = isOffered(filter);
  if (inStock === undefined) return offers.some(isWanted);
  const isStocked = stocked?.some(isWanted) ?? false;
  return inStock ? isStocked : offers.some(isWanted) && !isStocked;
};

const hasKind = (products: AlikeProducts, { kind, game, set, rarity, type }: FacetFilter): boolean =>
  allows(kind, products.kind) &&
  allows(game, products.game) &&
  allows(set, products.set) &&
  allows(rarity, products.rarity) &&
  (type === undefined || products.types.some((value) => type.includes(value)));

const valuesOf = (products: AlikeProducts, field: FacetName): readonly (string | null)[] => {
  switch (field) {
    case 'type':
      return products.types;
    case 'condition':
      return [...new Set(products.offers.map(conditionOf))];
    case 'foiling':
      return [...new Set(products.offers.map(foilingOf))];
    default:
      return [products[field]];
  }
};

/** The values of a facet that these products would be found by, were one of them chosen beside all other filters. */
const choicesOf = (
  products: AlikeProducts,
  field: FacetName,
  others: FacetFilter,
  inStock: boolean | undefined,
): readonly (string | null)[] => {
  if (!hasKind(products, others)) return [];
  const values = valuesOf(products, field);
  if (field !== 'condition' && field !== 'foiling') return hasOffer(products, others, inStock) ? values : [];
  return values.filter((value) => hasOffer(products, { ...others, [field]: [value ?? ''] }, inStock));
};

const without = (filter: FacetFilter, field: FacetName): FacetFilter => {
  const { [field]: _own, ...others } = filter;
  return others;
};

const count = (groups: readonly AlikeProducts[], field: FacetName, others: FacetFilter, inStock?: boolean) => {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const value of choicesOf(group, field, others, inStock)) {
      if (value) counts.set(value, (counts.get(value) ?? 0) + group.count);
    }
  }
  return counts;
};

/**
 * Counts the values of every facet, the most frequent first. A facet does not filter itself: its counts are what each
 * value would find, so that several of them can be chosen.
 */
export const countFacets = (
  groups: readonly AlikeProducts[],
  filter: FacetFilter,
  inStock?: boolean,
): readonly FacetCounts[] =>
  FACETS.map((field) => {
    const buckets = [...count(groups, field, without(filter, field), inStock)].map(([value, number]) => ({
      value,
      count: number,
    }));
    return {
      field,
      buckets: buckets.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
    };
  });

/** How many products fulfil all filters. */
export const countProducts = (groups: readonly AlikeProducts[], filter: FacetFilter, inStock?: boolean): number =>
  groups.reduce(
    (sum, group) => sum + (hasKind(group, filter) && hasOffer(group, filter, inStock) ? group.count : 0),
    0,
  );
