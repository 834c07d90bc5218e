import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import { CartLineResolver, CartResolver } from './cart/cart.resolver.ts';
import { InsufficientStockType } from './cart/cart.result.ts';
import {
  PromotionNotApplicableType,
  QuoteExpiredType,
  ShippingOptionUnavailableType,
} from './checkout/checkout.result.ts';
import { CartEmptyType, IdempotencyConflictType, PriceChangedType } from './checkout/place-order.result.ts';
import { PromotionResolver } from './checkout/promotion.resolver.ts';
import { PromotionCodeTakenType, PromotionLimitTooLowType, PromotionNotFoundType } from './checkout/promotion.type.ts';
import { QuoteLineResolver, QuoteResolver } from './checkout/quote.resolver.ts';
import { UnknownSkuType } from './checkout/unknown-sku.type.ts';
import type { Context } from './context.ts';
import { IllegalOrderStateType, OrderNotFoundType } from './lifecycle/cancel-order.result.ts';
import { OrderChangesResolver } from './lifecycle/order-changes.resolver.ts';
import {
  LineTooShortType,
  OrderChangingType,
  TooManyNotesType,
  UnknownLineType,
} from './lifecycle/order-changes.result.ts';
import { OrderMutationsResolver } from './lifecycle/order-mutations.resolver.ts';
import { SagaCareResolver } from './lifecycle/saga-care.resolver.ts';
import { SagaNotStuckType } from './lifecycle/saga-care.result.ts';
import { OrderLineResolver, OrderResolver } from './orders/order.resolver.ts';
import { OrderExtrasResolver } from './orders/order-extras.resolver.ts';
import { OrderPricingResolver } from './orders/order-pricing.resolver.ts';
import { OrderStatusResolver } from './orders/order-status.resolver.ts';
import { OrderConnectionResolver, OrdersResolver, UserOrdersResolver } from './orders/orders.resolver.ts';
import { PaymentMethodsResolver, PaymentResolver } from './payments/payment.resolver.ts';
import { RefundTooLargeType } from './payments/payment.result.ts';
import { PaymentMismatchResolver } from './payments/payment-mismatch.resolver.ts';
import { PaymentMutationsResolver } from './payments/payment-mutations.resolver.ts';

const references = {
  Order: ({ id }: { id: string }, { loaders }: Context) => loaders.orders.load(id),
  User: ({ id }: { id: string }) => ({ id }),
};

/** The schema of this subgraph; without instances it can be printed, not asked. */
export const makeSchema = (instances?: ReadonlyMap<unknown, object>): Promise<SubgraphSchema> =>
  makeSubgraphSchema({
    resolvers: [
      CartResolver,
      CartLineResolver,
      OrdersResolver,
      UserOrdersResolver,
      OrderResolver,
      OrderLineResolver,
      OrderMutationsResolver,
      OrderStatusResolver,
      QuoteResolver,
      QuoteLineResolver,
      PromotionResolver,
      OrderPricingResolver,
      OrderExtrasResolver,
      OrderChangesResolver,
      SagaCareResolver,
      OrderConnectionResolver,
      PaymentResolver,
      PaymentMethodsResolver,
      PaymentMutationsResolver,
      PaymentMismatchResolver,
    ],
    orphanedTypes: [
      UnknownSkuType,
      InsufficientStockType,
      CartEmptyType,
      PriceChangedType,
      IdempotencyConflictType,
      PromotionNotApplicableType,
      QuoteExpiredType,
      ShippingOptionUnavailableType,
      PromotionCodeTakenType,
      PromotionNotFoundType,
      PromotionLimitTooLowType,
      IllegalOrderStateType,
      OrderNotFoundType,
      UnknownLineType,
      LineTooShortType,
      OrderChangingType,
      TooManyNotesType,
      SagaNotStuckType,
      RefundTooLargeType,
    ],
    ...(instances ? { instances } : {}),
    references,
  });
