import type { Sql } from '@cardstock/messaging';
import { READ_STATE, type ReadModelState } from './state.queries.ts';

/** A product that is for sale, as it is counted, or with a `group` of null one that is not. */
export interface ChangedProduct {
  readonly change: number;
  readonly id: string;
  readonly group: number | null;
  readonly words: string;
  readonly categories: string[];
  /** Its ways of being sold. */
  readonly offers: string[];
  /** Of each SKU the price, and the way in which it is sold. */
  readonly prices: number[];
  readonly priced: string[];
}

export interface Changes {
  readonly state: ReadModelState;
  readonly products: readonly ChangedProduct[];
}

/** Between words, none of which has it. */
export const WORD_END = '\u001f';

// One statement, and so one moment: rows and state belong together.
const CHANGES = `
  with state as (${READ_STATE}),
  changed as (
    (select change, id, facet_group as "group", search, category_ids, offers from product
     where change > $1::bigint order by change limit $2::int)
    union all
    (select change, id, null, null, null, null from unlisted_product
     where change > $1::bigint order by change limit $2::int)
    order by change limit $2::int)
  select state.*, changed.change::float8 as change, changed.id, changed."group",
    array_to_string(tsvector_to_array(changed.search), $3::text) as words, changed.category_ids as categories,
    changed.offers, sold.prices, sold.priced
  from state left join (changed cross join lateral (
    select coalesce(array_agg(v.price_amount), '{}') as prices,
      coalesce(array_agg(coalesce(v.condition, '') || '|' || coalesce(v.foiling, '')), '{}') as priced
    from variant v where v.product_id = changed.id and not v.is_retired and changed."group" is not null) sold) on true
  order by changed.change`;

type Row = ReadModelState & (ChangedProduct | { readonly id: null });

/** The products that changed after a certain change, the earliest first, and the state at that moment. */
export const readChanges = async (sql: Sql, after: number, limit: number): Promise<Changes> => {
  const rows = await sql<Row>(CHANGES, [after, limit, WORD_END]);
  const [state] = rows;
  if (!state) throw new Error('the read model has no position');
  return { state, products: rows.flatMap((row) => (row.id === null ? [] : [row])) };
};
