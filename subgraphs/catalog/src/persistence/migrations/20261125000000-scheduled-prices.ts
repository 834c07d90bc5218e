import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `create table scheduled_price (
     id uuid primary key,
     sku text not null,
     product_id text not null,
     amount integer not null check (amount >= 0),
     currency text not null,
     effective_at timestamptz not null,
     status text not null,
     refusal text,
     scheduled_by text not null,
     scheduled_at timestamptz not null
   )`,
  `create index scheduled_price_sku on scheduled_price (sku, effective_at desc)`,
];

export class ScheduledPrices20261125000000 extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
