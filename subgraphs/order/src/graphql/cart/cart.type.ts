import { DateTime, MoneyType } from '@cardstock/service';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PromotionProblem } from '../../domain/pricing/promotion.ts';
import { PromotionProblemEnum } from '../checkout/promotion.enums.ts';

@ObjectType('CartLine', { description: 'A SKU in a cart, at its price of this moment.' })
export class CartLineType {
  /** Not a field: `variant` is made of it. */
  sku!: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity!: number;

  @Field(() => MoneyType, { description: 'The price of one piece now.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'The price of all pieces now.' })
  total!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What a piece cost when the line was last changed, where it costs something else now.',
  })
  priceChangedFrom!: MoneyType | null;
}

@ObjectType('CartPromotion', { description: 'A promotion code in a cart, looked at again at every reading.' })
export class CartPromotionType {
  @Field(() => String, { description: 'The code.' })
  code!: string;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What it takes off the goods now: zero for free shipping. Null where it cannot be used.',
  })
  discount!: MoneyType | null;

  @Field(() => PromotionProblemEnum, { nullable: true, description: 'Why it cannot be used now, where it cannot.' })
  problem!: PromotionProblem | null;
}

@ObjectType('Cart', { description: 'What somebody means to buy. Nothing is held for it.' })
export class CartType {
  @Field(() => ID, { description: 'The id of the cart. Whoever knows the id of a guest cart may use it.' })
  id!: string;

  @Field(() => [CartLineType], { description: 'What is in it. A SKU that is no longer sold is left out.' })
  lines!: CartLineType[];

  @Field(() => MoneyType, { description: 'The sum of its lines, without shipping.' })
  subtotal!: MoneyType;

  @Field(() => [CartPromotionType], { description: 'Its promotion codes: one off the goods, one off the shipping.' })
  promotions!: CartPromotionType[];

  @Field(() => DateTime, { description: 'When it is forgotten unless it is used again.' })
  expiresAt!: Date;
}
