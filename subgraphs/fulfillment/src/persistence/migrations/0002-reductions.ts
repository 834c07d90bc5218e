import { Migration } from '@mikro-orm/migrations';

export class Migration0002Reductions extends Migration {
  override up(): void {
    this.addSql(
      `create table shipment_reduction (
         change_id uuid primary key,
         shipment_id uuid not null references shipment,
         is_reduced boolean not null,
         decided_at timestamptz not null
       )`,
    );
  }
}
