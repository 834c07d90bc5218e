import { DateTime, MoneyType } from '@cardstock/service';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PromotionKind } from '../../domain/pricing/promotion.ts';
import { OrderTotalsType } from '../orders/order.type.ts';
import { PromotionKindEnum } from './promotion.enums.ts';

@ObjectType('AppliedDiscount', { description: 'What a promotion code takes off.' })
export class AppliedDiscountType {
  @Field(() => String, { description: 'The code.' })
  code!: string;

  @Field(() => PromotionKindEnum, { description: 'What it takes off.' })
  kind!: PromotionKind;

  @Field(() => MoneyType, {
    description: 'How much: off the goods, or off the shipping for FREE_SHIPPING, which then costs that much less.',
  })
  amount!: MoneyType;
}

@ObjectType('TaxLine', { description: 'One tax on a purchase, not included in its prices.' })
export class TaxLineType {
  @Field(() => String, { description: 'Its name, such as VAT or Sales tax.' })
  name!: string;

  @Field(() => Int, { description: 'Its rate in basis points: 825 is 8.25 %.' })
  rate!: number;

  @Field(() => MoneyType, {
    description: 'What it is taken on: the goods after discounts, and the shipping where it is taxed.',
  })
  taxable!: MoneyType;

  @Field(() => MoneyType, { description: 'How much it is, rounded half up.' })
  amount!: MoneyType;
}

@ObjectType('QuotedShipping', { description: 'A way to send a purchase.' })
export class QuotedShippingType {
  @Field(() => ID, { description: 'Its id, for shippingOptionId.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Who carries it.' })
  carrier!: string;

  @Field(() => MoneyType, { description: 'What it costs before promotions.' })
  price!: MoneyType;

  @Field(() => Int, { description: 'How many working days it takes, about.' })
  estimatedDays!: number;

  @Field(() => Boolean, { description: 'Whether the totals are with this one.' })
  isChosen!: boolean;

  @Field(() => Boolean, {
    description:
      'True where fulfilment did not answer and this is its last known standard rate. It holds all the same.',
  })
  isEstimated!: boolean;
}

@ObjectType('QuoteLine', { description: 'A SKU in a quote.' })
export class QuoteLineType {
  /** Not a field: `variant` is made of it. */
  sku!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity!: number;

  @Field(() => MoneyType, { description: 'The price of one piece.' })
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'The price of all pieces, before discount and tax.' })
  total!: MoneyType;

  @Field(() => MoneyType, { description: 'Its share of the discount. The shares of all lines add up to it exactly.' })
  discount!: MoneyType;

  @Field(() => MoneyType, { description: 'Its share of the tax: with what is taken on shipping they add up exactly.' })
  tax!: MoneyType;
}

@ObjectType('Quote', { description: 'What a purchase costs, kept for a while: placeOrder accepts its id.' })
export class QuoteType {
  @Field(() => ID, { description: 'The id of the quote.' })
  id!: string;

  @Field(() => [QuoteLineType], { description: 'What is quoted, one line per SKU.' })
  lines!: QuoteLineType[];

  @Field(() => [AppliedDiscountType], { description: 'What each promotion code takes off.' })
  discounts!: AppliedDiscountType[];

  @Field(() => [QuotedShippingType], { description: 'The ways to send it.' })
  shippingOptions!: QuotedShippingType[];

  @Field(() => [TaxLineType], { description: 'The taxes.' })
  taxes!: TaxLineType[];

  @Field(() => OrderTotalsType, { description: 'What it costs.' })
  totals!: OrderTotalsType;

  @Field(() => [String], { description: 'What the customer should know, such as that no tax is collected there.' })
  notes!: string[];

  @Field(() => DateTime, { description: 'Until when an order can be placed at exactly these totals.' })
  validUntil!: Date;
}
