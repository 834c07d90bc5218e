import type { Application } from '../application/index.ts';
import type { SagaPolicy } from '../saga/commands.ts';
import { replaySaga } from '../saga/react.ts';
import { STEP_NAMES, statusOf } from '../saga/saga.ts';
import { CartLineResolver, CartResolver } from './cart/cart.resolver.ts';
import { PromotionResolver } from './checkout/promotion.resolver.ts';
import { QuoteLineResolver, QuoteResolver } from './checkout/quote.resolver.ts';
import { OrderChangesResolver } from './lifecycle/order-changes.resolver.ts';
import { OrderMutationsResolver } from './lifecycle/order-mutations.resolver.ts';
import { SagaCareResolver } from './lifecycle/saga-care.resolver.ts';
import { OrderLineResolver, OrderResolver, type SagaFrom } from './orders/order.resolver.ts';
import { OrderExtrasResolver } from './orders/order-extras.resolver.ts';
import { OrderPricingResolver } from './orders/order-pricing.resolver.ts';
import { OrderStatusResolver } from './orders/order-status.resolver.ts';
import { OrderConnectionResolver, OrdersResolver, UserOrdersResolver } from './orders/orders.resolver.ts';
import { PaymentMethodsResolver, PaymentResolver } from './payments/payment.resolver.ts';
import { PaymentMismatchResolver } from './payments/payment-mismatch.resolver.ts';
import { PaymentMutationsResolver } from './payments/payment-mutations.resolver.ts';

const sagaFrom =
  (policy: SagaPolicy): SagaFrom =>
  (events) => {
    const saga = replaySaga(
      events.map(({ event }) => event),
      policy,
    );
    return { status: statusOf(saga), steps: STEP_NAMES.map((name) => ({ name, ...saga.steps[name] })) };
  };

/** One instance of each resolver. */
export const makeResolvers = (app: Application, policy: SagaPolicy): ReadonlyMap<unknown, object> =>
  new Map<unknown, object>([
    [CartResolver, new CartResolver(app)],
    [CartLineResolver, new CartLineResolver()],
    [OrdersResolver, new OrdersResolver(app)],
    [UserOrdersResolver, new UserOrdersResolver()],
    [OrderResolver, new OrderResolver(sagaFrom(policy))],
    [OrderLineResolver, new OrderLineResolver()],
    [OrderMutationsResolver, new OrderMutationsResolver(app)],
    [OrderStatusResolver, new OrderStatusResolver()],
    [QuoteResolver, new QuoteResolver(app)],
    [QuoteLineResolver, new QuoteLineResolver()],
    [PromotionResolver, new PromotionResolver(app)],
    [OrderPricingResolver, new OrderPricingResolver()],
    [OrderExtrasResolver, new OrderExtrasResolver()],
    [OrderChangesResolver, new OrderChangesResolver(app)],
    [SagaCareResolver, new SagaCareResolver(app)],
    [OrderConnectionResolver, new OrderConnectionResolver()],
    [PaymentResolver, new PaymentResolver()],
    [PaymentMethodsResolver, new PaymentMethodsResolver()],
    [PaymentMutationsResolver, new PaymentMutationsResolver(app)],
    [PaymentMismatchResolver, new PaymentMismatchResolver(app)],
  ]);
