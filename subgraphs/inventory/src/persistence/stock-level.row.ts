import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'stock_level' })
export class StockLevelRow {
  @PrimaryKey({ type: 'string', columnType: 'text' })
  sku!: string;

  @PrimaryKey({ type: 'string', columnType: 'text' })
  warehouseId!: string;

  @Property({ type: 'integer', columnType: 'integer' })
  onHand!: number;

  @Property({ type: 'integer', columnType: 'integer' })
  reserved!: number;

  @Property({ type: 'integer', columnType: 'integer' })
  version!: number;
}
