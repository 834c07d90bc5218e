import type { Sql } from '@cardstock/messaging';
import { FoundProducts } from '../../domain/facets/found-products.ts';
import { foundWords } from '../relevance.ts';
import { type Bind, priceFilters, startStatement, tsquery } from '../search-conditions.ts';
import type { FacetGroups } from './facet-groups.queries.ts';
import { asksForOffers, FEW, type Words } from './words.ts';

interface Counted {
  readonly id: number;
  readonly count: number;
  readonly ids?: string[] | null;
  readonly offers?: string[];
  readonly stocked?: string[] | null;
}

const OFFER = `coalesce(v.condition, '') || '|' || coalesce(v.foiling, '')`;

export interface Counting {
  readonly words: Words;
  /** Which products have the words and categories, where that is known. */
  readonly ids?: readonly string[] | undefined;
}

const wordConditions = ({ words: { query, category }, ids }: Counting, bind: Bind): string[] => {
  if (ids) return [`p.id = any(${bind(ids, 'text[]')})`];
  return [
    ...(query === undefined ? [] : [foundWords(query, bind).found]),
    ...(category === undefined ? [] : [`p.category_ids && ${bind(category, 'text[]')}`]),
  ];
};

/** Counts the products of each group whose words fit, and names them where they are few. */
const countGroups = (sql: Sql, counting: Counting): Promise<Counted[]> => {
  const { bind, values } = startStatement();
  const { query, category } = counting.words;
  if (query !== undefined && category === undefined && !counting.ids) {
    const counted = `count_by_words(${tsquery(query, bind)}, ${bind(FEW, 'int')})`;
    return sql<Counted>(`select id, count, ids from ${counted}`, values);
  }
  const where = wordConditions(counting, bind).join(' and ') || 'true';
  return sql<Counted>(
    `select p.facet_group as id, count(*)::int as count from product p where ${where} group by p.facet_group`,
    values,
  );
};

/** The same where not all offers of a product are wanted: it then counts for those that are. */
const countGroupsByOffers = (sql: Sql, counting: Counting): Promise<Counted[]> => {
  const { bind, values } = startStatement();
  const filters = priceFilters(counting.words, bind);
  const ofProduct =
    [...wordConditions(counting, bind), ...filters.map((filter) => filter.ofProduct)].join(' and ') || 'true';
  const ofVariant = ['v.product_id = p.id', 'not v.is_retired', ...filters.map((filter) => filter.ofVariant)].join(
    ' and ',
  );
  const stocked =
    counting.words.inStock === undefined
      ? `null::text[]`
      : `array_agg(distinct ${OFFER}) filter (where v.available > 0)`;
  return sql<Counted>(
    `select p.facet_group as id, wanted.offers, wanted.stocked, count(*)::int as count
     from product p cross join lateral (
       select array_agg(distinct ${OFFER}) as offers, ${stocked} as stocked from variant v where ${ofVariant}) wanted
     where ${ofProduct} and wanted.offers is not null group by 1, 2, 3`,
    values,
  );
};

const idsOf = (counted: readonly Counted[]): string[] | undefined =>
  counted.every(({ ids }) => ids) ? counted.flatMap(({ ids }) => ids ?? []) : undefined;

/** Counts in PostgreSQL what has the words, price and stock wanted, alike products together. */
export const countInTables = async (sql: Sql, groups: FacetGroups, counting: Counting): Promise<FoundProducts> => {
  const counted = await (asksForOffers(counting.words) ? countGroupsByOffers : countGroups)(sql, counting);
  await groups.learn(counted.map(({ id }) => id));
  const { code } = groups;
  const found = new FoundProducts(code, counting.ids ?? idsOf(counted));
  for (const { id, count, offers, stocked } of counted) {
    found.add({
      group: groups.numberOf(id),
      count,
      ...(offers ? { offers: code.offersNumber(offers) } : {}),
      ...(stocked ? { stocked: code.offersNumber(stocked) } : {}),
    });
  }
  return found;
};
