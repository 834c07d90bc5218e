import { Migration } from '@mikro-orm/migrations';

export class KnowWhatIsOffSale extends Migration {
  override up(): void {
    this.addSql('alter table sku_price add column is_on_sale boolean not null default true');
  }
}
