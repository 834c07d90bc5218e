import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Channel, DeliveryStatus } from '../domain/notification.ts';

@Entity({ tableName: 'notification' })
export class NotificationRow {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  userId!: string;

  @Property({ type: 'integer' })
  position!: number;

  /** What it tells of: together with user and channel unique, so that an event that comes twice tells once. */
  @Property({ type: 'text' })
  sourceKey!: string;

  @Property({ type: 'uuid', nullable: true })
  orderId!: string | null;

  @Property({ type: 'text' })
  event!: string;

  @Property({ type: 'text' })
  channel!: Channel;

  @Property({ type: 'text' })
  status!: DeliveryStatus;

  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  readAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  sentAt!: Date | null;

  @Property({ type: 'integer' })
  attempts!: number;

  @Property({ type: 'text', nullable: true })
  lastError!: string | null;
}
