import { Migration } from '@mikro-orm/migrations';

const COLUMNS = [
  // The ways of being sold, 'NEAR_MINT|Cold': what a condition and a foiling together mean for one and the same SKU.
  `alter table product
     add column offers text[] not null default '{}',
     add column facet_group integer,
     add column names tsvector not null generated always as (ts_filter(search, '{a}')) stored,
     add column heading tsvector not null generated always as (ts_filter(search, '{a,b}')) stored`,
];

/** A group is all that the facets see of a product. There are far fewer of them than products, and they never change. */
const FACET_GROUPS = [
  `create table facet_group (
     id integer generated always as identity primary key,
     key uuid not null unique,
     kind text not null,
     game text not null,
     set_name text,
     rarity text,
     types text[] not null,
     offers text[] not null
   )`,
  `create function put_in_facet_group() returns trigger language plpgsql as $$
   declare
     wanted uuid := md5(jsonb_build_array(new.kind, new.game, new.set_name, new.rarity, new.types, new.offers)::text)::uuid;
   begin
     select id into new.facet_group from facet_group where key = wanted;
     if new.facet_group is null then
       insert into facet_group (key, kind, game, set_name, rarity, types, offers)
       values (wanted, new.kind, new.game, new.set_name, new.rarity, new.types, new.offers)
       on conflict (key) do update set key = excluded.key returning id into new.facet_group;
     end if;
     return new;
   end $$`,
  `create trigger product_facet_group before insert or update of kind, game, set_name, rarity, types, offers on product
     for each row execute function put_in_facet_group()`,
  `update product set offers = coalesce((
     select array_agg(distinct coalesce(v.condition, '') || '|' || coalesce(v.foiling, '')) from variant v where v.product_id = product.id and not v.is_retired), '{}')`,
];

/** What can be typed: a word that is not among these may be a misspelled one. */
const WORDS_OF = `regexp_split_to_table(
  lower(concat_ws(' ', plain_name, set_name, rarity, array_to_string(types, ' '), array_to_string(foilings, ' '))), '[^[:alnum:]]+') word`;
const WORDS = [
  `create extension if not exists pg_trgm`,
  `create table search_word (word text collate "C" primary key)`,
  `create function learn_words() returns trigger language plpgsql as $$
   begin
     insert into search_word (word)
     select distinct word from saved, ${WORDS_OF}
     where length(word) between 3 and 40
     order by word
     on conflict do nothing;
     return null;
   end $$`,
  `create trigger product_words_inserted after insert on product referencing new table as saved
     for each statement execute function learn_words()`,
  `create trigger product_words_updated after update on product referencing new table as saved
     for each statement execute function learn_words()`,
  `insert into search_word (word)
   select distinct word from product, ${WORDS_OF}
   where length(word) between 3 and 40`,
  `create index search_word_similar on search_word using gin (word gin_trgm_ops)`,
];

/** The beginning of a word, as stems and as names have it. Most stems begin so themselves, and then serve for both. */
const GROWING_WORD = `
  create function growing_word(word text) returns tsquery language plpgsql immutable as $$
  declare stem text := (ts_lexize('card_words', word))[1];
  begin
    if stem is null then return to_tsquery('card', word || ':*') || to_tsquery('simple', word || ':*'); end if;
    if starts_with(lower(word), stem) then return to_tsquery('card', word || ':*'); end if;
    return to_tsquery('card', word || ':*') || to_tsquery('simple', word || ':*');
  end $$`;

/** Through the words' index always: the planner thinks a look at each product's words as cheap as a comparison of numbers. */
const COUNT_BY_WORDS = `
  create function count_by_words(words tsquery, few integer)
  returns table (id integer, count integer, ids text[]) language sql stable set enable_seqscan = off as $$
    with found as materialized (select p.facet_group, p.id from product p where p.search @@ words)
    select facet_group, count(*)::int, array_agg(found.id) filter (where (select count(*) from found) <= few)
    from found group by facet_group
  $$`;

const INDEXES = [
  `create index product_names on product using gin (names)`,
  `create index product_heading on product using gin (heading)`,
  `create index product_by_plain_name on product (plain_name)`,
  `create index product_set_lower on product (lower(set_name))`,
  `create index product_facets on product (facet_group)`,
  `create index product_offers on product using gin (offers)`,
  `create index product_by_max_price on product (max_price)`,
  // Not `available`: a change of stock is to touch no index.
  `create index variant_offers on variant (product_id) include (price_amount, condition, foiling, is_retired)`,
];

export class Search20261124000000 extends Migration {
  override up(): void {
    for (const statement of [...COLUMNS, ...FACET_GROUPS, ...WORDS, GROWING_WORD, COUNT_BY_WORDS, ...INDEXES])
      this.addSql(statement);
  }
}
