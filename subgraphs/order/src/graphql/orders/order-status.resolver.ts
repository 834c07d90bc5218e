import { Authenticated, encodeCursor, notFound } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Resolver, type ResolverData, Root, Subscription } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { OrderView, StatusChange } from '../../application/reading/views.ts';
import type { Context } from '../context.ts';
import { OrderType } from './order.type.ts';
import { OrderStatusEventType } from './order-status-event.type.ts';

/** What a subscription is opened with, before there is an instance of the resolver. */
export interface SubscriptionContext extends Context {
  readonly app: Application;
}

const open = ({ args, context }: ResolverData<SubscriptionContext>): Promise<AsyncIterable<StatusChange>> => {
  const after: unknown = args['after'];
  return context.app.watchOrder(context.viewer, {
    orderId: String(args['orderId']),
    after: typeof after === 'string' ? after : undefined,
  });
};

@Resolver(() => OrderStatusEventType)
export class OrderStatusResolver {
  @Authenticated()
  @Subscription(() => OrderStatusEventType, {
    // graphql-js awaits what `subscribe` returns; the types of type-graphql know of no promise.
    subscribe: open as never,
    description:
      'Every change of the status of an order, each once and in order: first those after the cursor (all of them without one), then each as it happens. Ends after the last possible status.',
  })
  orderStatusChanged(
    @Root() change: StatusChange,
    @Arg('orderId', () => ID, { description: 'The order: your own, or any for staff.' }) _orderId: string,
    @Arg('after', () => String, { nullable: true, description: 'The cursor of the last event seen.' }) _after:
      | string
      | null,
    @Ctx() context: Context,
  ): OrderStatusEventType {
    context.loaders = context.freshLoaders();
    return { ...change, cursor: encodeCursor([change.version]) };
  }

  @FieldResolver(() => OrderType, { description: 'The order as it is now, which may be further than this event.' })
  async order(@Root() event: OrderStatusEventType, @Ctx() { loaders }: Context): Promise<OrderView> {
    const order = await loaders.orders.load(event.orderId);
    if (!order) throw notFound('order');
    return order;
  }
}
