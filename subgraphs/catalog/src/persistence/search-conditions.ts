import type { Criteria } from '../application/read.ports.ts';
import { parseSearchQuery } from '../domain/search-query.ts';

/** SQL with its values: `$1` is the first of them. */
export interface Statement {
  readonly values: unknown[];
  /** Takes a value in and returns its placeholder. */
  bind(value: unknown, type: string): string;
}

export const makeStatement = (): Statement => {
  const values: unknown[] = [];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
};

const VARIANT_FILTERS = ['condition', 'foiling', 'minPrice', 'maxPrice'] as const;

/** The condition that some variant fulfils all that was asked of variants; undefined where nothing was. */
const variantCondition = (criteria: Criteria, { bind }: Statement): string | undefined => {
  const { condition, foiling, minPrice, maxPrice, inStock } = criteria;
  if (inStock === undefined && VARIANT_FILTERS.every((name) => criteria[name] === undefined)) return undefined;
  const wanted = [
    'v.product_id = p.id',
    condition && `v.condition = any(${bind(condition, 'text[]')})`,
    foiling && `v.foiling = any(${bind(foiling, 'text[]')})`,
    minPrice !== undefined && `v.price_amount >= ${bind(minPrice, 'int')}`,
    maxPrice !== undefined && `v.price_amount <= ${bind(maxPrice, 'int')}`,
  ].filter(Boolean);
  const exists = (more: string): string => `exists (select 1 from variant v where ${wanted.join(' and ')}${more})`;
  if (inStock === undefined) return exists('');
  if (inStock) return exists(' and v.available > 0');
  return `${exists('')} and not ${exists(' and v.available > 0')}`;
};

/** The tsquery of a search text, as an SQL expression. */
export const queryExpression = (text: string, { bind }: Statement): string => {
  const { complete, prefix } = parseSearchQuery(text);
  const words = `websearch_to_tsquery('card', ${bind(complete, 'text')})`;
  if (!prefix) return words;
  const growing = bind(`${prefix}:*`, 'text');
  return `(${words} && (to_tsquery('card', ${growing}) || to_tsquery('simple', ${growing})))`;
};

/** The conditions that a product `p` of a search fulfils; `query` is the name of its tsquery. */
export const conditionsOf = (criteria: Criteria, statement: Statement, query: string): string => {
  const { bind } = statement;
  const { kind, game, set, rarity, type } = criteria;
  const conditions = [
    criteria.query && `p.search @@ ${query}`,
    kind && `p.kind = any(${bind(kind, 'text[]')})`,
    game && `p.game = any(${bind(game, 'text[]')})`,
    set && `p.set_name = any(${bind(set, 'text[]')})`,
    rarity && `p.rarity = any(${bind(rarity, 'text[]')})`,
    type && `p.types && ${bind(type, 'text[]')}`,
    variantCondition(criteria, statement),
  ].filter(Boolean);
  return conditions.join(' and ') || 'true';
};

/** Where products of a search come from: the table, and the tsquery as `q.query` where there is one. */
export const sourceOf = ({ query }: Criteria, statement: Statement): string =>
  query ? `product p cross join (select ${queryExpression(query, statement)} as query) q` : 'product p';
