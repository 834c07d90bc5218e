import { SHIPMENT_STATUSES, type ShipmentStatus } from '@cardstock/contracts';
import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'tracking_event' })
export class TrackingEventRow {
  @PrimaryKey({ type: 'uuid', columnType: 'uuid' })
  shipmentId!: string;

  /** The version of the shipment that this event made. */
  @PrimaryKey({ type: 'integer', columnType: 'integer' })
  version!: number;

  @Enum({ items: () => [...SHIPMENT_STATUSES], columnType: 'text' })
  status!: ShipmentStatus;

  @Property({ type: 'string', columnType: 'text' })
  description!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  occurredAt!: Date;
}
