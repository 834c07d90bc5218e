import { type Address, SHIPMENT_STATUSES, type ShipmentStatus } from '@cardstock/contracts';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'shipment' })
export class ShipmentRow {
  @PrimaryKey({ type: 'uuid', columnType: 'uuid' })
  id!: string;

  @Property({ type: 'uuid', columnType: 'uuid' })
  orderId!: string;

  @Enum({ items: () => [...SHIPMENT_STATUSES], columnType: 'text' })
  status!: ShipmentStatus;

  @Property({ type: 'integer', columnType: 'integer' })
  version!: number;

  @Property({ type: 'string', columnType: 'text', nullable: true })
  number!: string | null;

  @Property({ type: 'uuid', columnType: 'uuid', nullable: true })
  customerId!: string | null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  address!: Address | null;

  @Property({ type: 'string', columnType: 'text', nullable: true })
  carrier!: string | null;

  @Property({ type: 'string', columnType: 'text', nullable: true })
  trackingNumber!: string | null;
}
