import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { StepName, StepState } from '../saga/saga.ts';

@Entity({ tableName: 'saga_step' })
export class SagaStepRow {
  [PrimaryKeyProp]?: ['orderId', 'name'];

  @PrimaryKey({ type: 'uuid' })
  orderId!: string;

  @PrimaryKey({ type: 'text' })
  name!: StepName;

  @Property({ type: 'text' })
  state!: StepState;

  @Property({ type: 'integer' })
  attempts!: number;

  @Property({ type: 'integer' })
  undoAttempts!: number;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  compensatedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  error!: string | null;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  deadlineAt!: Date | null;

  @Property({ type: 'boolean' })
  isStuck!: boolean;
}
