import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { PlaceOrderOutcome, PlaceOrderRefusal } from '../../application/checkout/checkout-outcomes.ts';
import type { OrderView } from '../../application/reading/views.ts';
import { OrderType } from '../orders/order.type.ts';
import {
  PromotionNotApplicableType,
  promotionNotApplicable,
  QuoteExpiredType,
  quoteExpired,
  ShippingOptionUnavailableType,
  shippingOptionUnavailable,
} from './checkout.result.ts';
import { UnknownSkuType, unknownSku } from './unknown-sku.type.ts';

@ObjectType('PlaceOrderSuccess', { description: 'The order is placed: its work goes on by itself.' })
export class PlaceOrderSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('CartEmpty', { implements: DomainErrorType, description: 'There is nothing in the cart.' })
export class CartEmptyType extends DomainErrorType {}

@ObjectType('PriceChanged', {
  implements: DomainErrorType,
  description: 'The total is not the one that the customer saw.',
})
export class PriceChangedType extends DomainErrorType {
  @Field(() => Int, { description: 'The grand total that the customer saw, in minor units.' })
  expectedTotal!: number;

  @Field(() => Int, { description: 'The grand total now, in minor units.' })
  actualTotal!: number;
}

@ObjectType('IdempotencyConflict', {
  implements: DomainErrorType,
  description: 'The idempotency key was used before, with another body.',
})
export class IdempotencyConflictType extends DomainErrorType {
  @Field(() => ID, { description: 'The key.' })
  idempotencyKey!: string;
}

export const PlaceOrderResult = createUnionType({
  name: 'PlaceOrderResult',
  description: 'The placed order, or why it was refused.',
  types: () =>
    [
      PlaceOrderSuccessType,
      CartEmptyType,
      UnknownSkuType,
      PriceChangedType,
      IdempotencyConflictType,
      PromotionNotApplicableType,
      QuoteExpiredType,
      ShippingOptionUnavailableType,
    ] as const,
});

const toRefusal = (refusal: PlaceOrderRefusal, idempotencyKey: string): typeof PlaceOrderResult => {
  switch (refusal.code) {
    case 'SKU_UNKNOWN':
      return unknownSku(refusal);
    case 'CART_EMPTY':
      return Object.assign(new CartEmptyType(), { code: refusal.code, message: 'The cart is empty.' });
    case 'PRICE_CHANGED':
      return Object.assign(new PriceChangedType(), { ...refusal, message: 'The total has changed.' });
    case 'PROMOTION_NOT_APPLICABLE':
      return promotionNotApplicable(refusal);
    case 'QUOTE_EXPIRED':
      return quoteExpired(refusal);
    case 'SHIPPING_OPTION_UNAVAILABLE':
      return shippingOptionUnavailable(refusal);
    case 'IDEMPOTENCY_CONFLICT':
      return Object.assign(new IdempotencyConflictType(), {
        code: refusal.code,
        message: 'This idempotency key was used for another order.',
        idempotencyKey,
      });
  }
};

export const toPlaceOrderResult = (outcome: PlaceOrderOutcome, idempotencyKey: string): typeof PlaceOrderResult =>
  outcome.ok
    ? Object.assign(new PlaceOrderSuccessType(), { order: outcome.value })
    : toRefusal(outcome.refusal, idempotencyKey);
