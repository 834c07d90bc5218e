import { DateTime } from '@cardstock/service';
import { IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_TOTAL } from '../../domain/pricing/pricing.ts';
import type { PromotionKind } from '../../domain/pricing/promotion.ts';
import { PromotionKindEnum } from './promotion.enums.ts';

const MOST_USES = 1_000_000_000;

@InputType('CreatePromotionInput', { description: 'A new promotion.' })
export class CreatePromotionInput {
  @Field(() => String, { description: 'The code: 3 to 40 letters, digits, _ or -. Its case does not matter.' })
  @Matches(/^[A-Za-z0-9_-]{3,40}$/, { message: 'code must be 3 to 40 letters, digits, _ or -' })
  code!: string;

  @Field(() => PromotionKindEnum, { description: 'What it takes off.' })
  kind!: PromotionKind;

  @Field(() => Int, { description: 'PERCENT: basis points, 1 to 10,000. FIXED: minor units. FREE_SHIPPING: 0.' })
  @Min(0)
  @Max(MAX_TOTAL)
  value!: number;

  @Field(() => Int, { nullable: true, description: 'What the goods must cost at least, in minor units.' })
  @IsOptional()
  @Min(0)
  @Max(MAX_TOTAL)
  minSubtotal?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it can be used. Left out: at once.' })
  validFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it can be used. Left out: for ever.' })
  validTo?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it. Left out: any number.' })
  @IsOptional()
  @Min(1)
  @Max(MOST_USES)
  usageLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use it. Left out: any number.',
  })
  @IsOptional()
  @Min(1)
  @Max(MOST_USES)
  usageLimitPerCustomer?: number | null;
}

@InputType('UpdatePromotionInput', {
  description: 'What to change of a promotion. What is left out stays; null takes a limit or an end away.',
})
export class UpdatePromotionInput {
  @Field(() => ID, { description: 'The promotion.' })
  @IsUUID()
  id!: string;

  @Field(() => Int, { nullable: true, description: 'As at its creation. Orders placed before keep their discount.' })
  @IsOptional()
  @Min(0)
  @Max(MAX_TOTAL)
  value?: number | null;

  @Field(() => Int, { nullable: true, description: 'What the goods must cost at least, in minor units.' })
  @IsOptional()
  @Min(0)
  @Max(MAX_TOTAL)
  minSubtotal?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it can be used.' })
  validFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it can be used.' })
  validTo?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it: not fewer than do.' })
  @IsOptional()
  @Min(1)
  @Max(MOST_USES)
  usageLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it.' })
  @IsOptional()
  @Min(1)
  @Max(MOST_USES)
  usageLimitPerCustomer?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be used at all.' })
  isActive?: boolean | null;
}
