import type { Application } from '../application/index.ts';
import type { SagaPolicy } from '../saga/commands.ts';
import { replaySaga } from '../saga/react.ts';
import { STEP_NAMES, statusOf } from '../saga/saga.ts';
import { CartLineResolver, CartResolver } from './cart.resolver.ts';
import { OrderLineResolver, OrderResolver, type SagaFrom } from './order.resolver.ts';
import { OrderMutationsResolver } from './order-mutations.resolver.ts';
import { OrderStatusResolver } from './order-status.resolver.ts';
import { OrdersResolver, UserOrdersResolver } from './orders.resolver.ts';

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
  ]);
