import { ArrayMaxSize, ArrayMinSize, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MAX_LINES } from '../../domain/order/limits.ts';
import { AddressInput, OrderLineInput } from './place-order.input.ts';
import { EachCode } from './promotion-codes.ts';

@InputType('QuoteInput', { description: 'What to quote. Exactly one of cartId and lines.' })
export class QuoteInput {
  @Field(() => ID, { nullable: true, description: 'Quote what is in this cart, with its promotion codes.' })
  @IsOptional()
  @IsUUID()
  cartId?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: 'Quote these lines, 1 to 100.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested()
  lines?: OrderLineInput[] | null;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Where the parcel goes. Left out: domestic shipping, no tax, and no order can be placed by the quote.',
  })
  @IsOptional()
  @ValidateNested()
  shippingAddress?: AddressInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Promotion codes, at most 5, in place of those in the cart. One off the goods, one off the shipping.',
  })
  @IsOptional()
  @EachCode()
  promotionCodes?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'How to send it: STANDARD where left out.' })
  @IsOptional()
  @Matches(/^[\w-]{1,40}$/, { message: 'shippingOptionId must be 1 to 40 letters, digits, _ or -' })
  shippingOptionId?: string | null;
}
