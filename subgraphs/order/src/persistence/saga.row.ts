import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { SagaStatus } from '../saga/saga.ts';

@Entity({ tableName: 'saga' })
export class SagaRow {
  [PrimaryKeyProp]?: 'orderId';

  @PrimaryKey({ type: 'uuid' })
  orderId!: string;

  @Property({ type: 'text' })
  status!: SagaStatus;

  @Property({ type: 'boolean' })
  isUndoing!: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  nextCheckAt!: Date | null;
}
