import { DateTime, MoneyType } from '@cardstock/service';
import { Field, ID, Int, ObjectType } from 'type-graphql';

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
}

@ObjectType('Cart', { description: 'What somebody means to buy. Nothing is held for it.' })
export class CartType {
  @Field(() => ID, { description: 'The id of the cart. Whoever knows the id of a guest cart may use it.' })
  id!: string;

  @Field(() => [CartLineType], { description: 'What is in it. A SKU that is no longer sold is left out.' })
  lines!: CartLineType[];

  @Field(() => MoneyType, { description: 'The sum of its lines, without shipping.' })
  subtotal!: MoneyType;

  @Field(() => DateTime, { description: 'When it is forgotten unless it is used again.' })
  expiresAt!: Date;
}
