import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { SchedulePrice } from '../../application/prices/schedule-price.ts';
import type { SchedulableStatus } from '../../domain/prices/scheduled-price.ts';
import { ProductSavedType } from '../products/product.result.ts';
import { toProductRefusal } from '../products/product-refusal.ts';
import {
  IllegalProductStateType,
  ProductVersionConflictType,
  UnknownVariantType,
} from '../products/product-refusal.types.ts';
import { ScheduledPriceStatusEnum, ScheduledPriceType, toScheduledPriceType } from './scheduled-price.type.ts';

export const ChangePriceResult = createUnionType({
  name: 'ChangePriceResult',
  description: 'What became of a change of a price.',
  types: () => [ProductSavedType, UnknownVariantType, ProductVersionConflictType, IllegalProductStateType] as const,
});

@ObjectType('PriceScheduled', { description: 'The price is scheduled.' })
class PriceScheduledType {
  @Field(() => ScheduledPriceType, { description: 'The scheduled price.' })
  scheduledPrice!: ScheduledPriceType;
}

@ObjectType('TooManyScheduledPrices', {
  implements: DomainErrorType,
  description: 'The SKU cannot have more prices that wait for their moment.',
})
class TooManyScheduledPricesType extends DomainErrorType {
  @Field(() => Int, { description: 'So many it may have.' })
  most!: number;
}

@ObjectType('ScheduledPriceCancelled', { description: 'The price does not come into force.' })
class ScheduledPriceCancelledType {
  @Field(() => ScheduledPriceType, { description: 'The scheduled price.' })
  scheduledPrice!: ScheduledPriceType;
}

@ObjectType('UnknownScheduledPrice', {
  implements: DomainErrorType,
  description: 'There is no scheduled price of this id.',
})
class UnknownScheduledPriceType extends DomainErrorType {
  @Field(() => ID, { description: 'The id.' })
  scheduledPriceId!: string;
}

@ObjectType('ScheduledPriceSettled', {
  implements: DomainErrorType,
  description: 'Its moment has come: the scheduled price cannot be cancelled any more.',
})
class ScheduledPriceSettledType extends DomainErrorType {
  @Field(() => ScheduledPriceStatusEnum, { description: 'What became of it.' })
  status!: SchedulableStatus;
}

export const SchedulePriceResult = createUnionType({
  name: 'SchedulePriceResult',
  description: 'What became of a price that was to be scheduled.',
  types: () => [PriceScheduledType, UnknownVariantType, TooManyScheduledPricesType] as const,
});

export const CancelScheduledPriceResult = createUnionType({
  name: 'CancelScheduledPriceResult',
  description: 'What became of the cancelling of a scheduled price.',
  types: () => [ScheduledPriceCancelledType, UnknownScheduledPriceType, ScheduledPriceSettledType] as const,
});

export const toScheduleResult = (outcome: Awaited<ReturnType<SchedulePrice['schedule']>>) => {
  if (outcome.ok)
    return Object.assign(new PriceScheduledType(), { scheduledPrice: toScheduledPriceType(outcome.scheduled) });
  const { refusal } = outcome;
  if (refusal.code === 'VARIANT_UNKNOWN') return toProductRefusal(refusal);
  const message = `A SKU has at most ${refusal.most} scheduled prices.`;
  return Object.assign(new TooManyScheduledPricesType(), { message, ...refusal });
};

export const toCancelResult = (outcome: Awaited<ReturnType<SchedulePrice['cancel']>>) => {
  if (outcome.ok)
    return Object.assign(new ScheduledPriceCancelledType(), {
      scheduledPrice: toScheduledPriceType(outcome.scheduled),
    });
  const { refusal } = outcome;
  if (refusal.code === 'SCHEDULED_PRICE_UNKNOWN')
    return Object.assign(new UnknownScheduledPriceType(), { message: 'There is no such scheduled price.', ...refusal });
  const message = `The scheduled price is ${refusal.status} already.`;
  return Object.assign(new ScheduledPriceSettledType(), { message, ...refusal });
};
