import type { OrderStatus } from '@cardstock/contracts';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Totals } from '../domain/events.ts';

/** The read model of an order, one row each; it is also what its writers lock. */
@Entity({ tableName: 'order_summary' })
export class OrderSummaryRow {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  number!: string;

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'text' })
  status!: OrderStatus;

  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  placedAt!: Date;

  @Property({ type: 'json', columnType: 'jsonb' })
  totals!: Totals;

  @Property({ type: 'integer' })
  version!: number;
}
