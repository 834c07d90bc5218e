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
  /** Which they are, where the search found few. */
  readonly ids?: readonly string[] | null;
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

const parse = (offer: string): Offered => {
  const [condition = '', foiling = ''] = offer.split(SEPARATOR);
  return { condition: condition || null, foiling: foiling || null };
};

/** Few different ones exist, each on thousands of products. */
const parsed = new Map<string, Offered>();
const offered = (offer: string): Offered => {
  const known = parsed.get(offer) ?? parse(offer);
  parsed.set(offer, known);
  return known;
};

type Test<Value> = (value: Value) => boolean;

const isOneOf = (wanted: readonly string[] | undefined): Test<string | null> => {
  if (wanted === undefined) return () => true;
  const values = new Set<string | null>(wanted);
  return (value) => value !== null && values.has(value);
};

const isKind = ({ kind, game, set, rarity, type }: FacetFilter): Test<AlikeProducts> => {
  const [isInKind, isInGame, isInType] = [isOneOf(kind), isOneOf(game), isOneOf(type)];
  const [isInSet, isInRarity] = [isOneOf(set), isOneOf(rarity)];
  return (products) =>
    isInKind(products.kind) &&
    isInGame(products.game) &&
    isInSet(products.set) &&
    isInRarity(products.rarity) &&
    (type === undefined || products.types.some(isInType));
};

const isWanted = ({ condition, foiling }: FacetFilter): Test<string> => {
  if (!condition && !foiling) return () => true;
  const [hasCondition, hasFoiling] = [isOneOf(condition), isOneOf(foiling)];
  return (offer) => hasCondition(offered(offer).condition) && hasFoiling(offered(offer).foiling);
};

/** Whether one of the offers fulfils the filter, and is in stock or not as wanted. */
const hasOffer = (filter: FacetFilter, inStock: boolean | undefined): Test<AlikeProducts> => {
  const isFit = isWanted(filter);
  if (inStock === undefined) return ({ offers }) => offers.some(isFit);
  if (inStock) return ({ stocked = [] }) => stocked.some(isFit);
  return ({ offers, stocked = [] }) => offers.some(isFit) && !stocked.some(isFit);
};

type Values = (products: AlikeProducts) => readonly (string | null)[];

type OfferValues = Readonly<Record<'condition' | 'foiling', readonly (string | null)[]>>;

/** Of lists that are the same for all products of a group, and stay. */
const known = new WeakMap<readonly string[], OfferValues>();

const distinct = (offers: readonly string[], name: 'condition' | 'foiling'): readonly (string | null)[] => [
  ...new Set(offers.map((offer) => offered(offer)[name])),
];

const allValues = (offers: readonly string[]): OfferValues => {
  const values = known.get(offers) ?? {
    condition: distinct(offers, 'condition'),
    foiling: distinct(offers, 'foiling'),
  };
  known.set(offers, values);
  return values;
};

/** What of the offers that fulfil the other filters could be chosen. */
const offerValues = (name: 'condition' | 'foiling', others: FacetFilter, inStock: boolean | undefined): Values => {
  const isFit = isWanted(others);
  const isAny = !others.condition && !others.foiling;
  const valuesOf = (offers: readonly string[]) =>
    isAny ? allValues(offers)[name] : distinct(offers.filter(isFit), name);
  if (inStock === undefined) return ({ offers }) => valuesOf(offers);
  if (inStock) return ({ stocked = [] }) => valuesOf(stocked);
  return ({ offers, stocked = [] }) => {
    const gone = new Set(valuesOf(stocked));
    return valuesOf(offers).filter((value) => !gone.has(value));
  };
};

/** The values of a facet that products would be found by, were one of them chosen beside all other filters. */
const choicesOf = (field: FacetName, others: FacetFilter, inStock: boolean | undefined): Values => {
  const isFit = isKind(others);
  if (field === 'condition' || field === 'foiling') {
    const values = offerValues(field, others, inStock);
    return (products) => (isFit(products) ? values(products) : []);
  }
  const isOffered = hasOffer(others, inStock);
  const values: Values = (products) => (field === 'type' ? products.types : [products[field]]);
  return (products) => (isFit(products) && isOffered(products) ? values(products) : []);
};

const without = (filter: FacetFilter, field: FacetName): FacetFilter => {
  const { [field]: _own, ...others } = filter;
  return others;
};

const count = (groups: readonly AlikeProducts[], choices: Values): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const value of choices(group)) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + group.count);
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
    const buckets = [...count(groups, choicesOf(field, without(filter, field), inStock))].map(([value, number]) => ({
      value,
      count: number,
    }));
    return {
      field,
      buckets: buckets.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
    };
  });

/** How many products fulfil all filters. */
export const countProducts = (groups: readonly AlikeProducts[], filter: FacetFilter, inStock?: boolean): number => {
  const [isFit, isOffered] = [isKind(filter), hasOffer(filter, inStock)];
  return groups.reduce((sum, group) => sum + (isFit(group) && isOffered(group) ? group.count : 0), 0);
};
