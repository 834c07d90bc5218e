import { Migration } from '@mikro-orm/migrations';

const STATEMENTS = [
  `create table stock_enquiry (
     only_one boolean primary key default true check (only_one),
     until_position bigint not null,
     after_sku text not null default '',
     finished_at timestamptz
   )`,
];

export class StockEnquiry20261129000000 extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
