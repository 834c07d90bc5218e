import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import { IllegalOrderStateType, OrderNotFoundType } from './cancel-order.result.ts';
import { CartLineResolver, CartResolver } from './cart.resolver.ts';
import { InsufficientStockType } from './cart.result.ts';
import { PromotionNotApplicableType, QuoteExpiredType, ShippingOptionUnavailableType } from './checkout.result.ts';
import type { Context } from './context.ts';
import { OrderLineResolver, OrderResolver } from './order.resolver.ts';
import { OrderChangesResolver } from './order-changes.resolver.ts';
import { LineTooShortType, OrderChangingType, TooManyNotesType, UnknownLineType } from './order-changes.result.ts';
import { OrderExtrasResolver } from './order-extras.resolver.ts';
import { OrderMutationsResolver } from './order-mutations.resolver.ts';
import { OrderPricingResolver } from './order-pricing.resolver.ts';
import { OrderStatusResolver } from './order-status.resolver.ts';
import { OrderConnectionResolver, OrdersResolver, UserOrdersResolver } from './orders.resolver.ts';
import { PaymentMethodsResolver, PaymentResolver } from './payment.resolver.ts';
import { RefundTooLargeType } from './payment.result.ts';
import { PaymentMismatchResolver } from './payment-mismatch.resolver.ts';
import { PaymentMutationsResolver } from './payment-mutations.resolver.ts';
import { CartEmptyType, IdempotencyConflictType, PriceChangedType } from './place-order.result.ts';
import { PromotionResolver } from './promotion.resolver.ts';
import { PromotionCodeTakenType, PromotionLimitTooLowType, PromotionNotFoundType } from './promotion.type.ts';
import { QuoteLineResolver, QuoteResolver } from './quote.resolver.ts';
import { SagaCareResolver } from './saga-care.resolver.ts';
import { SagaNotStuckType } from './saga-care.result.ts';
import { UnknownSkuType } from './unknown-sku.type.ts';

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
