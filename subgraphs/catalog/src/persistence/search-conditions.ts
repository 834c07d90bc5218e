import type { Criteria } from '../application/read.ports.ts';
import { parseSearchQuery } from '../domain/search-query.ts';

/** Takes a value into a statement and returns its placeholder. */
export type Bind = (value: unknown, type: string) => string;

/** The part that all statements about one search share: which products `p` it is about. */
export interface SearchBase {
  readonly values: unknown[];
  readonly bind: Bind;
  readonly where: string;
  /** The tsquery; undefined where nothing is searched for. */
  readonly query: string | undefined;
}

interface VariantFilter {
  /** What every product has that has such a variant, as far as its own row tells. */
  readonly ofProduct: string;
  readonly ofVariant: string;
}

const variantFilters = ({ condition, foiling, minPrice, maxPrice }: Criteria, bind: Bind): VariantFilter[] => {
  const filter = (value: unknown, type: string, make: (bound: string) => VariantFilter): VariantFilter[] =>
    value === undefined ? [] : [make(bind(value, type))];
  return [
    ...filter(condition, 'text[]', (any) => ({
      ofProduct: `p.conditions && ${any}`,
      ofVariant: `v.condition = any(${any})`,
    })),
    ...filter(foiling, 'text[]', (any) => ({
      ofProduct: `p.foilings && ${any}`,
      ofVariant: `v.foiling = any(${any})`,
    })),
    ...filter(minPrice, 'int', (min) => ({
      ofProduct: `p.max_price >= ${min}`,
      ofVariant: `v.price_amount >= ${min}`,
    })),
    ...filter(maxPrice, 'int', (max) => ({
      ofProduct: `p.min_price <= ${max}`,
      ofVariant: `v.price_amount <= ${max}`,
    })),
  ];
};

const hasVariant = (conditions: readonly string[]): string =>
  `exists (select 1 from variant v where ${['v.product_id = p.id', 'not v.is_retired', ...conditions].join(' and ')})`;

/** The row of a product answers one filter alone, and narrows what is left to look for among its variants otherwise. */
const variantConditions = (criteria: Criteria, bind: Bind): string[] => {
  const filters = variantFilters(criteria, bind);
  const ofVariant = filters.map((filter) => filter.ofVariant);
  const inStock = hasVariant([...ofVariant, 'v.available > 0']);
  return [
    ...filters.map((filter) => filter.ofProduct),
    ...(filters.length > 1 && criteria.inStock !== true ? [hasVariant(ofVariant)] : []),
    ...(criteria.inStock === undefined ? [] : [criteria.inStock ? inStock : `not ${inStock}`]),
  ];
};

const productConditions = ({ kind, game, set, rarity, type, category }: Criteria, bind: Bind): string[] => [
  ...(kind ? [`p.kind = any(${bind(kind, 'text[]')})`] : []),
  ...(game ? [`p.game = any(${bind(game, 'text[]')})`] : []),
  ...(set ? [`p.set_name = any(${bind(set, 'text[]')})`] : []),
  ...(rarity ? [`p.rarity = any(${bind(rarity, 'text[]')})`] : []),
  ...(type ? [`p.types && ${bind(type, 'text[]')}`] : []),
  ...(category ? [`p.category_ids && ${bind(category, 'text[]')}`] : []),
];

/**
 * The tsquery of a search text. It stands in the statement itself, not in a subquery: PostgreSQL then knows its value
 * when planning, and uses the index where that pays.
 */
const tsquery = (text: string, bind: Bind): string => {
  const { complete, prefix } = parseSearchQuery(text);
  const words = `websearch_to_tsquery('card', ${bind(complete, 'text')})`;
  if (!prefix) return words;
  const growing = bind(`${prefix}:*`, 'text');
  return `(${words} && (to_tsquery('card', ${growing}) || to_tsquery('simple', ${growing})))`;
};

export const startSearch = (criteria: Criteria): SearchBase => {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  const query = criteria.query === undefined ? undefined : tsquery(criteria.query, bind);
  const conditions = [
    ...(query ? [`p.search @@ ${query}`] : []),
    ...productConditions(criteria, bind),
    ...variantConditions(criteria, bind),
  ];
  return { values, bind, query, where: conditions.join(' and ') || 'true' };
};
