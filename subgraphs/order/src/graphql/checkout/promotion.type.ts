import { connectionOf, DateTime, DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { PromotionAdminRefusal, PromotionOutcome } from '../../application/checkout/checkout-outcomes.ts';
import type { PromotionKind } from '../../domain/pricing/promotion.ts';
import { PromotionKindEnum } from './promotion.enums.ts';

@ObjectType('Promotion', { description: 'What a promotion code is good for.' })
export class PromotionType {
  @Field(() => ID, { description: 'The id of the promotion.' })
  id!: string;

  @Field(() => String, { description: 'The code, in capitals. Customers may type it in any case.' })
  code!: string;

  @Field(() => PromotionKindEnum, { description: 'What it takes off.' })
  kind!: PromotionKind;

  @Field(() => Int, { description: 'PERCENT: basis points, 1 to 10,000. FIXED: minor units. FREE_SHIPPING: 0.' })
  value!: number;

  @Field(() => Int, { description: 'What the goods must cost at least, in minor units.' })
  minSubtotal!: number;

  @Field(() => DateTime, { nullable: true, description: 'From when it can be used; null: at once.' })
  validFrom!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it can be used; null: for ever.' })
  validTo!: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; null: any number.' })
  usageLimit!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it; null: any number.' })
  usageLimitPerCustomer!: number | null;

  @Field(() => Boolean, { description: 'Whether it can be used at all.' })
  isActive!: boolean;

  @Field(() => Int, { description: 'How many orders use it. Rejected and cancelled ones give it back.' })
  uses!: number;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;
}

export const PromotionConnectionType = connectionOf('Promotion', () => PromotionType);

@ObjectType('PromotionCodeTaken', { implements: DomainErrorType, description: 'There is a promotion of this code.' })
export class PromotionCodeTakenType extends DomainErrorType {}

@ObjectType('PromotionNotFound', { implements: DomainErrorType, description: 'There is no such promotion.' })
export class PromotionNotFoundType extends DomainErrorType {}

@ObjectType('PromotionLimitTooLow', {
  implements: DomainErrorType,
  description: 'The limit is below the number of orders that use the promotion. Nothing was changed.',
})
export class PromotionLimitTooLowType extends DomainErrorType {
  @Field(() => Int, { description: 'How many orders use it.' })
  uses!: number;
}

export const PromotionResult = createUnionType({
  name: 'PromotionResult',
  description: 'The promotion as it is now, or why nothing was changed.',
  types: () => [PromotionType, PromotionCodeTakenType, PromotionNotFoundType, PromotionLimitTooLowType] as const,
});

const toRefusal = (refusal: PromotionAdminRefusal): typeof PromotionResult => {
  const { code } = refusal;
  switch (refusal.code) {
    case 'PROMOTION_CODE_TAKEN':
      return Object.assign(new PromotionCodeTakenType(), { code, message: 'There is a promotion of this code.' });
    case 'PROMOTION_UNKNOWN':
      return Object.assign(new PromotionNotFoundType(), { code, message: 'There is no such promotion.' });
    case 'PROMOTION_LIMIT_TOO_LOW':
      return Object.assign(new PromotionLimitTooLowType(), {
        ...refusal,
        message: `${refusal.uses} orders use it already.`,
      });
  }
};

export const toPromotionResult = (outcome: PromotionOutcome): typeof PromotionResult =>
  outcome.ok ? Object.assign(new PromotionType(), outcome.value) : toRefusal(outcome.refusal);
