import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `alter table order_summary add column grand_total integer not null
     generated always as ((totals->'grandTotal'->>'amount')::integer) stored`,
  // The other sorts and filters have theirs: each further index of this table costs a write per change of status.
  `create index order_summary_total on order_summary (grand_total, id)`,
  `create index order_line_sku on order_line (sku, order_id)`,
  `create table order_snapshot (
     stream_id uuid primary key,
     version integer not null check (version > 0),
     schema_version integer not null,
     state jsonb not null
   )`,
];

export class CareForOrders extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
