import { UUID } from '@cardstock/service';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsISO31661Alpha2,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_LINES, MAX_QUANTITY } from '../../domain/order/limits.ts';
import { PAYMENT_METHOD_NAMES } from '../../domain/payment/payment-methods.ts';
import { OneLine } from '../plain-text.ts';
import { EachCode } from './promotion-codes.ts';

@InputType('OrderLineInput', { description: 'A SKU and how many pieces of it.' })
export class OrderLineInput {
  @Field(() => ID, { description: 'The SKU.' })
  @OneLine(1, 200)
  sku!: string;

  @Field(() => Int, { description: 'How many pieces, 1 to 999. Lines of the same SKU are added up.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType('AddressInput', { description: 'Where a parcel goes.' })
export class AddressInput {
  @Field(() => String, { description: 'Who receives it.' })
  @OneLine(1, 200)
  name!: string;

  @Field(() => String, { description: 'Street and house number.' })
  @OneLine(1, 200)
  line1!: string;

  @Field(() => String, { nullable: true, description: 'Floor, flat, c/o.' })
  @IsOptional()
  @OneLine(0, 200)
  line2?: string | null;

  @Field(() => String, { description: 'City.' })
  @OneLine(1, 100)
  city!: string;

  @Field(() => String, { description: 'Postal code.' })
  @OneLine(1, 20)
  postalCode!: string;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  @IsOptional()
  @OneLine(0, 100)
  region?: string | null;

  @Field(() => String, { description: 'Country, as ISO 3166-1 alpha-2 in capitals: US, DE.' })
  @Matches(/^[A-Z]{2}$/, { message: 'countryCode must be two capital letters' })
  @IsISO31661Alpha2()
  countryCode!: string;
}

@InputType('PaymentInput', { description: 'How an order is paid.' })
export class PaymentInput {
  @Field(() => String, { description: 'The method: card or link, see paymentMethods.' })
  @IsIn([...PAYMENT_METHOD_NAMES])
  method!: string;

  @Field(() => String, {
    description:
      "A payment-method token, as the payment provider's test mode names them: pm_card_visa, pm_card_chargeDeclined.",
  })
  @Matches(/^[\w-]{1,200}$/, { message: 'token must be 1 to 200 letters, digits, _ or -' })
  token!: string;
}

@InputType('PlaceOrderInput', { description: 'What to order. Exactly one of cartId, lines and quoteId.' })
export class PlaceOrderInput {
  @Field(() => UUID, {
    description:
      'Chosen by the client. The same key with the same body returns the same order, however often and however concurrently.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true, description: 'Order what is in this cart.' })
  @IsOptional()
  @IsUUID()
  cartId?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: 'Order these lines, 1 to 100.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested()
  lines?: OrderLineInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Order what was quoted at exactly its totals, to the address it was quoted for.',
  })
  @IsOptional()
  @IsUUID()
  quoteId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Promotion codes, at most 5, in place of those in the cart. One off the goods, one off the shipping. Not with a quote.',
  })
  @IsOptional()
  @EachCode()
  promotionCodes?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'How to send it: STANDARD where left out. Not with a quote.' })
  @IsOptional()
  @Matches(/^[\w-]{1,40}$/, { message: 'shippingOptionId must be 1 to 40 letters, digits, _ or -' })
  shippingOptionId?: string | null;

  @Field(() => AddressInput, { description: 'Where the parcel goes.' })
  @ValidateNested()
  shippingAddress!: AddressInput;

  @Field(() => PaymentInput, { description: 'How it is paid.' })
  @ValidateNested()
  payment!: PaymentInput;

  @Field(() => Int, {
    nullable: true,
    description: 'The grand total that the customer saw, in minor units: another one is refused as PriceChanged.',
  })
  @IsOptional()
  @Min(0)
  expectedTotal?: number | null;
}
