import type { Criteria } from '../application/read.ports.ts';
import { parseSearchQuery } from '../domain/search-query.ts';

/** Takes a value into a statement and returns its placeholder. */
export type Bind = (value: unknown, type: string) => string;

export interface Statement {
  readonly values: unknown[];
  readonly bind: Bind;
}

export const startStatement = (): Statement => {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
};

interface VariantFilter {
  /** What every product has that has such a variant, as far as its own row tells. */
  readonly ofProduct: string;
  readonly ofVariant: string;
}

const when = (value: unknown, type: string, bind: Bind, make: (bound: string) => VariantFilter): VariantFilter[] =>
  value === undefined ? [] : [make(bind(value, type))];

/** The price that some variant has, so that what is counted of variants is counted of the right ones. */
export const priceFilters = ({ minPrice, maxPrice }: Criteria, bind: Bind): VariantFilter[] => [
  ...when(minPrice, 'int', bind, (min) => ({
    ofProduct: `p.max_price >= ${min}`,
    ofVariant: `v.price_amount >= ${min}`,
  })),
  ...when(maxPrice, 'int', bind, (max) => ({
    ofProduct: `p.min_price <= ${max}`,
    ofVariant: `v.price_amount <= ${max}`,
  })),
];

const offerFilters = ({ condition, foiling }: Criteria, bind: Bind): VariantFilter[] => [
  ...when(condition, 'text[]', bind, (any) => ({
    ofProduct: `p.conditions && ${any}`,
    ofVariant: `v.condition = any(${any})`,
  })),
  ...when(foiling, 'text[]', bind, (any) => ({
    ofProduct: `p.foilings && ${any}`,
    ofVariant: `v.foiling = any(${any})`,
  })),
];

const hasVariant = (conditions: readonly string[]): string =>
  `exists (select 1 from variant v where ${['v.product_id = p.id', 'not v.is_retired', ...conditions].join(' and ')})`;

/** The row of a product answers one filter alone, and narrows what is left to look for among its variants otherwise. */
const variantConditions = (criteria: Criteria, bind: Bind): string[] => {
  const filters = [...offerFilters(criteria, bind), ...priceFilters(criteria, bind)];
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

/** What a product `p` must be to be found, besides having the words. */
export const filterConditions = (criteria: Criteria, bind: Bind): string[] => [
  ...productConditions(criteria, bind),
  ...variantConditions(criteria, bind),
];

/**
 * The tsquery of a search text. It stands in the statement itself, not in a subquery: PostgreSQL then knows its value
 * when planning, and uses the index where that pays.
 */
export const tsquery = (text: string, bind: Bind): string => {
  const { complete, prefix } = parseSearchQuery(text);
  const words = `websearch_to_tsquery('card', ${bind(complete, 'text')})`;
  if (!prefix) return words;
  return `(${words} && growing_word(${bind(prefix, 'text')}))`;
};
