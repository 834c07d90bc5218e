import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `alter table product
     add column version integer not null default 1,
     add column category_ids text[] not null default '{}',
     -- Who has a slug is decided in MongoDB. Here two products may change theirs in one statement, in any order.
     drop constraint product_slug_key`,
  `create index product_slug on product (slug)`,
  `create index product_categories on product using gin (category_ids)`,
  `alter table variant add column is_retired boolean not null default false`,
  `create table unlisted_product (
     id text primary key,
     slug text collate "C" not null,
     kind text not null,
     name text not null,
     game text not null,
     set_name text,
     number text,
     rarity text,
     types text[] not null,
     text text,
     artists text[] not null,
     image_url text,
     attributes jsonb not null,
     version integer not null,
     status text not null,
     category_ids text[] not null
   )`,
  `create index unlisted_product_slug on unlisted_product (slug)`,
];

export class Listing20261123000000 extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
