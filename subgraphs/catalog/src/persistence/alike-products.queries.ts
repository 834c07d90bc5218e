import type { Sql } from '@cardstock/messaging';
import type { Criteria } from '../application/read.ports.ts';
import type { AlikeProducts } from '../domain/search-facets.ts';
import { foundWords } from './relevance.ts';
import { type Bind, priceFilters, startStatement, tsquery } from './search-conditions.ts';

interface Group {
  readonly id: number;
  readonly kind: string;
  readonly game: string;
  readonly set: string | null;
  readonly rarity: string | null;
  readonly types: string[];
  readonly offers: string[];
}

interface Found {
  readonly id: number;
  readonly count: number;
  readonly ids?: string[] | null;
  readonly offers?: string[];
  readonly stocked?: string[] | null;
}

/** What every product that is found has, whatever its group; facets are applied to groups. */
export type Words = Pick<Criteria, 'query' | 'category' | 'minPrice' | 'maxPrice' | 'inStock'>;

const OFFER = `coalesce(v.condition, '') || '|' || coalesce(v.foiling, '')`;

const asksForVariants = ({ minPrice, maxPrice, inStock }: Words): boolean =>
  minPrice !== undefined || maxPrice !== undefined || inStock !== undefined;

const wordConditions = ({ query, category }: Words, bind: Bind): string[] => [
  ...(query === undefined ? [] : [foundWords(query, bind).found]),
  ...(category === undefined ? [] : [`p.category_ids && ${bind(category, 'text[]')}`]),
];

/** So few are found by their ids for the page, instead of by the words' index a second time. */
const FEW = 300;

/** Counts the products of each group whose words fit, and names them where they are few. */
const countGroups = (sql: Sql, words: Words): Promise<Found[]> => {
  const { bind, values } = startStatement();
  if (words.query !== undefined && words.category === undefined) {
    const counted = `count_by_words(${tsquery(words.query, bind)}, ${bind(FEW, 'int')})`;
    return sql<Found>(`select id, count, ids from ${counted}`, values);
  }
  const where = wordConditions(words, bind).join(' and ') || 'true';
  return sql<Found>(
    `select p.facet_group as id, count(*)::int as count from product p where ${where} group by p.facet_group`,
    values,
  );
};

/** The same where not all offers of a product are wanted: it then counts for those that are. */
const countGroupsByOffers = (sql: Sql, words: Words): Promise<Found[]> => {
  const { bind, values } = startStatement();
  const filters = priceFilters(words, bind);
  const ofProduct =
    [...wordConditions(words, bind), ...filters.map((filter) => filter.ofProduct)].join(' and ') || 'true';
  const ofVariant = ['v.product_id = p.id', 'not v.is_retired', ...filters.map((filter) => filter.ofVariant)].join(
    ' and ',
  );
  const stocked =
    words.inStock === undefined ? `null::text[]` : `array_agg(distinct ${OFFER}) filter (where v.available > 0)`;
  return sql<Found>(
    `select p.facet_group as id, wanted.offers, wanted.stocked, count(*)::int as count
     from product p cross join lateral (
       select array_agg(distinct ${OFFER}) as offers, ${stocked} as stocked from variant v where ${ofVariant}) wanted
     where ${ofProduct} and wanted.offers is not null group by 1, 2, 3`,
    values,
  );
};

const GROUPS = `
  select id, kind, game, set_name as "set", rarity, types, offers from facet_group where id = any($1::int[])`;

/** Groups never change, so that each is read once. */
export const makeGroups = (sql: Sql) => {
  const known = new Map<number, Group>();
  return async (ids: readonly number[]): Promise<ReadonlyMap<number, Group>> => {
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) for (const group of await sql<Group>(GROUPS, [missing])) known.set(group.id, group);
    return known;
  };
};

/** Reads which products have the words, price and stock wanted, alike ones together. */
export const makeAlikeProducts = (sql: Sql): ((words: Words) => Promise<readonly AlikeProducts[]>) => {
  const groupsOf = makeGroups(sql);
  return async (words) => {
    const found = await (asksForVariants(words) ? countGroupsByOffers : countGroups)(sql, words);
    const groups = await groupsOf(found.map(({ id }) => id));
    return found.flatMap(({ id, count, ids, offers, stocked }) => {
      const group = groups.get(id);
      if (!group) return [];
      return {
        ...group,
        offers: offers ?? group.offers,
        ...(stocked ? { stocked } : {}),
        ...(ids ? { ids } : {}),
        count,
      };
    });
  };
};
