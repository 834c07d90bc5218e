import { Migration } from '@mikro-orm/migrations';

export class PlainNames20261122000000 extends Migration {
  override up(): void {
    this.addSql(`alter table product add column plain_name text collate "C" not null default ''`);
    // The words that a product is found by are made by the projector: it takes all events again, which changes nothing else.
    this.addSql(`update projection_position set position = 0`);
  }
}
