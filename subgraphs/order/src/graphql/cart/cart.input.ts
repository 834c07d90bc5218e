import { IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_QUANTITY } from '../../domain/order/limits.ts';
import { MAX_CODE_LENGTH } from '../checkout/promotion-codes.ts';
import { OneLine } from '../plain-text.ts';

@InputType('AddToCartInput', { description: 'What to put into a cart.' })
export class AddToCartInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The cart. Left out: your own cart when logged in, a new cart otherwise.',
  })
  @IsOptional()
  @IsUUID()
  cartId?: string | null;

  @Field(() => ID, { description: 'The SKU.' })
  @OneLine(1, 200)
  sku!: string;

  @Field(() => Int, { description: 'How many pieces more, 1 to 999.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType('SetCartLineInput', { description: 'How many pieces of a SKU a cart shall have.' })
export class SetCartLineInput {
  @Field(() => ID, { nullable: true, description: 'The cart. Left out: your own cart when logged in.' })
  @IsOptional()
  @IsUUID()
  cartId?: string | null;

  @Field(() => ID, { description: 'The SKU.' })
  @OneLine(1, 200)
  sku!: string;

  @Field(() => Int, { description: 'How many pieces, up to 999. 0 takes the SKU out.' })
  @Min(0)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType('MergeCartInput', { description: 'Which guest cart goes into your own.' })
export class MergeCartInput {
  @Field(() => ID, { description: 'The guest cart. It is closed for everybody else from then on.' })
  @IsUUID()
  guestCartId!: string;
}

@InputType('CartPromotionCodeInput', { description: 'A promotion code and the cart it is meant for.' })
export class CartPromotionCodeInput {
  @Field(() => ID, { nullable: true, description: 'The cart. Left out: your own cart when logged in.' })
  @IsOptional()
  @IsUUID()
  cartId?: string | null;

  @Field(() => String, { description: 'The code, in capitals or not.' })
  @OneLine(1, MAX_CODE_LENGTH)
  code!: string;
}
