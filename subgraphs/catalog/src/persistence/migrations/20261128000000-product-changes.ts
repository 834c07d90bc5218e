import { Migration } from '@mikro-orm/migrations';

const TABLES = ['product', 'unlisted_product'];

/**
 * Each change of a product gets the next number, whoever makes it: what follows the tables reads on from the last one it
 * has. Numbers become visible in their order, since one projector writes at a time.
 */
const NUMBERS = [
  // No two databases have the same: numbers of one mean nothing in another.
  `insert into projection_position (name, position)
   values ('catalog:made', (extract(epoch from clock_timestamp()) * 1000000)::bigint)`,
  `create sequence product_change_number`,
  `create function count_product_change() returns trigger language plpgsql as $$
   begin
     new.change := nextval('product_change_number');
     return new;
   end $$`,
  ...TABLES.flatMap((table) => [
    `alter table ${table} add column change bigint not null default nextval('product_change_number')`,
    `create index ${table}_change on ${table} (change)`,
    `create trigger ${table}_change before update on ${table} for each row execute function count_product_change()`,
  ]),
];

/** The list of names that begin as somebody typed, in its order. */
const ORDER_OF_NAMES = [
  `create index product_by_plain_name_slug on product (plain_name, slug)`,
  `drop index product_by_plain_name`,
];

export class ProductChanges20261128000000 extends Migration {
  override up(): void {
    for (const statement of [...NUMBERS, ...ORDER_OF_NAMES]) this.addSql(statement);
  }
}
