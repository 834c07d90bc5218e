import { DomainErrorType } from '@cardstock/service';
import { Field, ID, ObjectType } from 'type-graphql';
import type {
  PromotionRefusal,
  QuoteProblem,
  QuoteRefusal,
  ShippingRefusal,
} from '../../application/checkout/checkout-outcomes.ts';
import type { PromotionProblem } from '../../domain/pricing/promotion.ts';
import { PromotionProblemEnum, QuoteProblemEnum } from './promotion.enums.ts';

@ObjectType('PromotionNotApplicable', { implements: DomainErrorType, description: 'A promotion code cannot be used.' })
export class PromotionNotApplicableType extends DomainErrorType {
  @Field(() => String, { description: 'The code.' })
  promotionCode!: string;

  @Field(() => PromotionProblemEnum, { description: 'Why.' })
  reason!: PromotionProblem;
}

@ObjectType('QuoteExpired', { implements: DomainErrorType, description: 'The quote does not hold for this order.' })
export class QuoteExpiredType extends DomainErrorType {
  @Field(() => ID, { description: 'The quote.' })
  quoteId!: string;

  @Field(() => QuoteProblemEnum, { description: 'Why.' })
  problem!: QuoteProblem;
}

@ObjectType('ShippingOptionUnavailable', {
  implements: DomainErrorType,
  description: 'A parcel cannot be sent there in this way, or not just now: STANDARD always works.',
})
export class ShippingOptionUnavailableType extends DomainErrorType {
  @Field(() => ID, { description: 'The option.' })
  shippingOptionId!: string;
}

const REASONS: Readonly<Record<PromotionProblem, string>> = {
  UNKNOWN: 'There is no such code',
  INACTIVE: 'This code is not in use',
  NOT_YET_VALID: 'This code is not valid yet',
  EXPIRED: 'This code is not valid any more',
  SUBTOTAL_TOO_LOW: 'The goods cost too little for this code',
  USED_UP: 'This code is used up',
  USED_UP_BY_CUSTOMER: 'You have used this code as often as you may',
  TOTAL_TOO_LOW: 'Too little would be left to pay with this code',
  NOT_COMBINABLE: 'This code does not go with the other one',
};

export const promotionNotApplicable = (refusal: PromotionRefusal): PromotionNotApplicableType =>
  Object.assign(new PromotionNotApplicableType(), {
    ...refusal,
    message: `${REASONS[refusal.reason]}: ${refusal.promotionCode}.`,
  });

export const quoteExpired = (refusal: QuoteRefusal): QuoteExpiredType =>
  Object.assign(new QuoteExpiredType(), { ...refusal, message: 'This quote does not hold: ask for a new one.' });

export const shippingOptionUnavailable = (refusal: ShippingRefusal): ShippingOptionUnavailableType =>
  Object.assign(new ShippingOptionUnavailableType(), {
    ...refusal,
    message: `It cannot be sent as ${refusal.shippingOptionId} there now.`,
  });
