import { Migration } from '@mikro-orm/migrations';

export class CreateCheckSettings extends Migration {
  override up(): void {
    this.addSql(
      `create table check_settings (
         graph_id text primary key references graph (id),
         settings jsonb not null,
         changed_by text not null,
         changed_at timestamptz not null
       )`,
    );
    // Rows come in the order of their hours, so that the few pages of old ones are found without reading the others.
    this.addSql('create index op_usage_hour on op_usage using brin (hour)');
  }
}
