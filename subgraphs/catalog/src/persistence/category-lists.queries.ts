import type { Sql } from '@cardstock/messaging';
import DataLoader from 'dataloader';
import type { Criteria, FoundProduct, PageOrder, ProductSearch } from '../application/read.ports.ts';
import { FoundProducts } from '../domain/facets/found-products.ts';
import { makeCountFound, readAsked } from './counting/count-found.ts';
import type { FacetGroups } from './counting/facet-groups.queries.ts';
import type { FollowedIndex } from './counting/followed-index.ts';
import type { Words } from './counting/words.ts';
import { pageOf } from './page.queries.ts';
import { LISTED_COLUMNS } from './product.queries.ts';

interface List {
  readonly criteria: Criteria;
  readonly order: PageOrder;
}

const COUNTS = `
  select list.line, p.facet_group as id, count(*)::int as count
  from jsonb_to_recordset($1::jsonb) as list (line int, ids text[]) join product p on p.category_ids && list.ids
  group by 1, 2`;

// `offset 0`: each list is found by its categories. Walking all products by name would be repeated for each rare category.
const PAGES = `
  select list.line, ${LISTED_COLUMNS}, jsonb_build_array(p.sort_name, p.slug) as place
  from jsonb_to_recordset($1::jsonb) as list (line int, ids text[], name text, slug text, most int)
  cross join lateral (
    select found.id from (
      select p.id, p.sort_name, p.slug from product p
      where p.category_ids && list.ids and (list.name is null or (p.sort_name, p.slug) > (list.name, list.slug)) offset 0) found
    order by found.sort_name, found.slug limit list.most) shown
  join product p using (id)
  order by list.line, p.sort_name, p.slug`;

const countAll = async (sql: Sql, groups: FacetGroups, lists: readonly Words[]): Promise<FoundProducts[]> => {
  const wanted = lists.map(({ category }, line) => ({ line, ids: category }));
  const rows = await sql<{ line: number; id: number; count: number }>(COUNTS, [JSON.stringify(wanted)]);
  await groups.learn(rows.map(({ id }) => id));
  const found = lists.map(() => new FoundProducts(groups.code));
  for (const { line, id, count } of rows) found[line]?.add({ group: groups.numberOf(id), count });
  return found;
};

const readAll = async (sql: Sql, lists: readonly List[]): Promise<FoundProduct[][]> => {
  const [only] = lists;
  // A list that stands alone is planned for its own categories: those of a large one are best read along the names.
  if (only && lists.length === 1) return [await pageOf(sql, only.criteria, only.order)];
  const wanted = lists.map(({ criteria, order: { from: [name, slug] = [], limit } }, line) => {
    return { line, ids: criteria.category, name, slug, most: limit };
  });
  const rows = await sql<FoundProduct & { line: number }>(PAGES, [JSON.stringify(wanted)]);
  const byList = Map.groupBy(rows, ({ line }) => line);
  return lists.map((_list, line) => byList.get(line) ?? []);
};

/** Merges the same statement, which has no values, asked for by many at once. */
const together = (sql: Sql): Sql => {
  const asked = new DataLoader<string, unknown[]>(
    async (texts) => {
      const rows = new Map(
        await Promise.all([...new Set(texts)].map(async (text) => [text, await sql(text)] as const)),
      );
      return texts.map((text) => rows.get(text) ?? []);
    },
    { cache: false },
  );
  return (async (text: string) => asked.load(text)) as Sql;
};

interface CategoryListsOptions {
  readonly sql: Sql;
  readonly groups: FacetGroups;
  readonly index: FollowedIndex;
}

/** What is for sale in categories, by name: a whole tree of lists is read with as many statements as one. */
export const makeCategoryLists = ({
  sql,
  groups,
  index,
}: CategoryListsOptions): Pick<ProductSearch, 'alike' | 'page'> => {
  const counts = new DataLoader<Words, FoundProducts>((lists) => countAll(sql, groups, lists), { cache: false });
  const pages = new DataLoader<List, FoundProduct[]>((lists) => readAll(sql, lists), { cache: false });
  const atOnce = together(sql);
  return {
    alike: makeCountFound({
      groups,
      index,
      readAsked: () => readAsked(atOnce, {}),
      countInTables: ({ words }) => counts.load(words),
    }),
    page: (criteria, order) => pages.load({ criteria, order }),
  };
};
