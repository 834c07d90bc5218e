import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `create table price_import (
     id uuid primary key,
     digest text not null,
     actor text not null,
     created_at timestamptz not null default now()
   )`,
  `create table price_import_line (
     import_id uuid not null references price_import,
     line integer not null,
     sku text,
     product_id text,
     old_amount integer,
     old_currency text,
     new_amount integer,
     new_currency text,
     status text not null,
     code text,
     primary key (import_id, line)
   )`,
  `create index price_import_pending on price_import_line (import_id, product_id) where status = 'PENDING'`,
];

export class PriceImports20261125000001 extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
