import { DateTime } from '@cardstock/service';
import { Field, Int, ObjectType } from 'type-graphql';
import type { SagaStatus } from '../../saga/saga.ts';
import { SagaStatusEnum } from '../enums.ts';

@ObjectType('SagaStep', { description: 'One step of the work behind an order.' })
export class SagaStepType {
  @Field(() => String, {
    description:
      'reserve-stock, authorize-payment, confirm, fulfil, capture-payment, commit-stock or complete; where lines were changed, reduce-shipment and release-lines, too.',
  })
  name!: string;

  @Field(() => String, { description: 'PENDING, RUNNING, DONE, FAILED, COMPENSATING or COMPENSATED.' })
  state!: string;

  @Field(() => Int, { description: 'How often it was asked for.' })
  attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was first asked for.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was done, or failed.' })
  finishedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, or what last went wrong.' })
  error!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was undone.' })
  compensatedAt!: Date | null;

  @Field(() => Int, { name: 'compensationAttempts', description: 'How often its undoing was asked for.' })
  undoAttempts!: number;

  @Field(() => DateTime, {
    name: 'nextAttemptAt',
    nullable: true,
    description: 'When it is asked for again, unless it is answered before.',
  })
  deadlineAt!: Date | null;
}

@ObjectType('Saga', { description: 'The work behind an order, step by step: what was done, tried again and undone.' })
export class SagaType {
  @Field(() => SagaStatusEnum, { description: 'How it goes.' })
  status!: SagaStatus;

  @Field(() => [SagaStepType], { description: 'The steps in their order.' })
  steps!: SagaStepType[];
}
