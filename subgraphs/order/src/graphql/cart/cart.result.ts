import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CartCodeOutcome, CartOutcome } from '../../application/checkout/checkout-outcomes.ts';
import { PromotionNotApplicableType, promotionNotApplicable } from '../checkout/checkout.result.ts';
import { UnknownSkuType, unknownSku } from '../checkout/unknown-sku.type.ts';
import { CartType } from './cart.type.ts';

@ObjectType('StockShortage', { description: 'A SKU of which there is too little.' })
export class StockShortageType {
  @Field(() => ID, { description: 'The SKU.' })
  sku!: string;

  @Field(() => Int, { description: 'How many pieces are wanted.' })
  requested!: number;

  @Field(() => Int, { description: 'How many pieces there are.' })
  available!: number;
}

@ObjectType('InsufficientStock', { implements: DomainErrorType, description: 'There is too little stock.' })
export class InsufficientStockType extends DomainErrorType {
  @Field(() => [StockShortageType], { description: 'What there is too little of.' })
  lines!: StockShortageType[];
}

export const AddToCartResult = createUnionType({
  name: 'AddToCartResult',
  description: 'The changed cart, or why it was not changed.',
  types: () => [CartType, UnknownSkuType, InsufficientStockType] as const,
});

export const ApplyPromotionCodeResult = createUnionType({
  name: 'ApplyPromotionCodeResult',
  description: 'The cart with the code in it, or why it cannot be used.',
  types: () => [CartType, PromotionNotApplicableType] as const,
});

@ObjectType('ClippedCartLine', { description: 'A line of a guest cart that did not fit into the other cart whole.' })
class ClippedCartLineType {
  @Field(() => ID, { description: 'The SKU.' })
  sku!: string;

  @Field(() => Int, { description: 'How many pieces the guest cart held.' })
  wanted!: number;

  @Field(() => Int, { description: 'How many of them were put in: a cart has at most 100 SKUs of 999 pieces.' })
  added!: number;
}

@ObjectType('MergeCartSuccess', { description: 'The guest cart is gone; what it held is in your own.' })
export class MergeCartSuccessType {
  @Field(() => CartType, { description: 'Your cart as it is now.' })
  cart!: CartType;

  @Field(() => [ClippedCartLineType], { description: 'What did not fit.' })
  clipped!: ClippedCartLineType[];
}

export const toApplyCodeResult = (outcome: CartCodeOutcome): typeof ApplyPromotionCodeResult => {
  if (outcome.ok) return Object.assign(new CartType(), outcome.value);
  return promotionNotApplicable(outcome.refusal);
};

export const toCartResult = (outcome: CartOutcome): typeof AddToCartResult => {
  if (outcome.ok) return Object.assign(new CartType(), outcome.value);
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'SKU_UNKNOWN':
      return unknownSku(refusal);
    case 'STOCK_INSUFFICIENT': {
      const { code, ...shortage } = refusal;
      return Object.assign(new InsufficientStockType(), {
        code,
        message: `Only ${shortage.available} left.`,
        lines: [shortage],
      });
    }
  }
};
