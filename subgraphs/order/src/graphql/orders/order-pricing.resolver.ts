import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { AppliedDiscountType, TaxLineType } from '../checkout/quote.type.ts';
import type { Context } from '../context.ts';
import { OrderType } from './order.type.ts';
import { toDiscounts, toTaxes } from './to-pricing.ts';

@ObjectType('OrderPricing', { description: 'How the totals of an order came about when it was placed.' })
class OrderPricingType {
  @Field(() => [AppliedDiscountType], { description: 'What each promotion code took off.' })
  discounts!: AppliedDiscountType[];

  @Field(() => [TaxLineType], { description: 'The taxes.' })
  taxes!: TaxLineType[];

  @Field(() => String, { description: 'The id of the shipping option, such as STANDARD.' })
  shippingOptionId!: string;

  @Field(() => String, { description: 'The name of the shipping option.' })
  shippingName!: string;

  @Field(() => Int, { description: 'How many working days it was to take, about.' })
  estimatedDays!: number;
}

@Resolver(() => OrderType)
export class OrderPricingResolver {
  @FieldResolver(() => OrderPricingType, {
    nullable: true,
    description: 'How its totals came about when it was placed. Null for orders from before this was kept.',
  })
  async pricing(@Root() { id }: OrderType, @Ctx() { loaders }: Context): Promise<OrderPricingType | null> {
    const facts = await loaders.events.load(id);
    const placed = facts.map(({ event }) => event).find((event) => event.type === 'OrderPlaced');
    const pricing = placed?.type === 'OrderPlaced' ? placed.data.pricing : undefined;
    if (!pricing) return null;
    const { discounts, taxes, shipping } = pricing;
    return {
      discounts: toDiscounts(discounts),
      taxes: toTaxes(taxes),
      shippingOptionId: shipping.id,
      shippingName: shipping.name,
      estimatedDays: shipping.estimatedDays,
    };
  }
}
