import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'shipment_line' })
export class ShipmentLineRow {
  @PrimaryKey({ type: 'uuid', columnType: 'uuid' })
  shipmentId!: string;

  @PrimaryKey({ type: 'integer', columnType: 'integer' })
  position!: number;

  @Property({ type: 'string', columnType: 'text' })
  sku!: string;

  @Property({ type: 'integer', columnType: 'integer' })
  quantity!: number;

  @Property({ type: 'string', columnType: 'text' })
  warehouseId!: string;
}
