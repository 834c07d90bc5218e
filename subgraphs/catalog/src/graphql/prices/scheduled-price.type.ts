import { DateTime, MoneyType } from '@cardstock/service';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { ScheduledPrice } from '../../application/prices/ports.ts';
import { SCHEDULABLE_STATUSES, type SchedulableStatus } from '../../domain/prices/scheduled-price.ts';
import { enumOf } from '../enum.ts';

export const ScheduledPriceStatusEnum = enumOf(SCHEDULABLE_STATUSES);
registerEnumType(ScheduledPriceStatusEnum, {
  name: 'ScheduledPriceStatus',
  description: 'What became of a scheduled price.',
  valuesConfig: {
    PENDING: { description: 'It waits for its moment.' },
    APPLIED: { description: 'It came into force.' },
    REFUSED: { description: 'The product could not take it any more; `refusal` says why.' },
    CANCELLED: { description: 'Staff cancelled it.' },
  },
});

@ObjectType('ScheduledPrice', { description: 'A price that comes into force by itself.' })
export class ScheduledPriceType {
  @Field(() => ID, { description: 'Stable id.' })
  id!: string;

  @Field(() => ID, { description: 'The SKU.' })
  sku!: string;

  @Field(() => MoneyType, { description: 'The price.' })
  price!: MoneyType;

  @Field(() => DateTime, { description: 'From when on it is asked.' })
  effectiveAt!: Date;

  @Field(() => ScheduledPriceStatusEnum, { description: 'What became of it.' })
  status!: SchedulableStatus;

  @Field(() => String, { nullable: true, description: 'Where it was refused, the code of the refusal.' })
  refusal!: string | null;

  @Field(() => String, { description: 'Who scheduled it: the id of a user, or the name of a service.' })
  scheduledBy!: string;

  @Field(() => DateTime, { description: 'When it was scheduled.' })
  scheduledAt!: Date;
}

export const toScheduledPriceType = ({ productId: _productId, ...scheduled }: ScheduledPrice): ScheduledPriceType =>
  scheduled;
