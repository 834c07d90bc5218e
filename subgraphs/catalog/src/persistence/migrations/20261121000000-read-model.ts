import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const SEARCH_CONFIGURATION = [
  // English word stems, but no stop words: "the" and "over" are parts of card names.
  `create text search dictionary card_words (template = snowball, language = english)`,
  `create text search configuration card (copy = english)`,
  `alter text search configuration card
     alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part with card_words`,
];

const PRODUCT = [
  `create table product (
     id text primary key,
     slug text collate "C" not null unique,
     kind text not null,
     name text not null,
     sort_name text collate "C" not null generated always as (lower(name)) stored,
     game text not null,
     set_name text,
     number text,
     rarity text,
     types text[] not null,
     text text,
     artists text[] not null,
     image_url text,
     attributes jsonb not null,
     min_price integer not null,
     max_price integer not null,
     conditions text[] not null,
     foilings text[] not null,
     created_position bigint not null,
     search tsvector not null
   )`,
  `create index product_search on product using gin (search)`,
  `create index product_by_name on product (sort_name, slug)`,
  `create index product_by_price on product (min_price, slug)`,
  `create index product_by_price_desc on product (min_price desc, slug)`,
  `create index product_by_creation on product (created_position desc, slug)`,
  `create index product_set on product (set_name)`,
  `create index product_number on product (upper(number))`,
  `create index product_types on product using gin (types)`,
];

const VARIANT = [
  // Room on each page, so that a change of `available` touches no index (HOT update).
  `create table variant (
     sku text primary key,
     product_id text not null,
     place smallint not null,
     title text not null,
     edition text,
     foiling text,
     condition text,
     language text not null,
     price_amount integer not null check (price_amount >= 0),
     price_currency text not null,
     weight_grams integer not null check (weight_grams > 0),
     available integer not null default 0,
     stock_revision bigint not null default -1
   ) with (fillfactor = 80)`,
  `create index variant_product on variant (product_id, place)`,
  `create table price_point (
     sku text not null,
     changed_at timestamptz not null,
     amount integer not null,
     currency text not null,
     primary key (sku, changed_at)
   )`,
];

const PROJECTION = [
  `create table projection_position (name text primary key, position bigint not null)`,
  `insert into projection_position (name, position) values ('catalog', 0)`,
];

export class ReadModel20261121000000 extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...SEARCH_CONFIGURATION, ...PRODUCT, ...VARIANT, ...PROJECTION]) {
      this.addSql(statement);
    }
  }
}
