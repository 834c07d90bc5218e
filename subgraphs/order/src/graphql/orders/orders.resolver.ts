import { Authenticated, type Connection, DateTime, Paged } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Application, OrderPage } from '../../application/index.ts';
import type { OrderFilter, OrderSort } from '../../application/ports.ts';
import type { OrderView } from '../../application/reading/views.ts';
import type { Context } from '../context.ts';
import { OrderSortEnum } from '../enums.ts';
import { UserType } from '../references.type.ts';
import { OrderConnectionType, OrderType } from './order.type.ts';
import { OrderFilterInput } from './order-filter.input.ts';

const PAGE_SIZE = 20;
const FIRST = { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' };
const AFTER = { nullable: true, description: 'Only what comes after this cursor.' };

const toFilter = (filter: OrderFilterInput): OrderFilter => ({
  status: filter.status ?? undefined,
  placedFrom: filter.placedFrom ?? undefined,
  placedTo: filter.placedTo ?? undefined,
  customerId: filter.customerId ?? undefined,
  number: filter.number ?? undefined,
  sku: filter.sku ?? undefined,
  minTotal: filter.minTotal ?? undefined,
  maxTotal: filter.maxTotal ?? undefined,
  sagaStatus: filter.sagaStatus ?? undefined,
});

@Resolver()
export class OrdersResolver {
  constructor(private readonly app: Application) {}

  @Query(() => OrderType, { nullable: true, description: 'An order: your own, or any for staff. Null for any other.' })
  order(
    @Arg('id', () => ID, { description: 'The id of the order.' }) id: string,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'Show it as it was at this moment; null before it was placed.',
    })
    asOf: Date | null,
    @Ctx() { viewer, loaders }: Context,
  ): Promise<OrderView | null> {
    return asOf ? this.app.readOrderAsOf(viewer, id, asOf) : loaders.orders.load(id);
  }

  @Paged()
  @Authenticated()
  @Query(() => OrderConnectionType, { description: 'Orders: your own; staff see all.' })
  orders(
    @Arg('filter', () => OrderFilterInput, { nullable: true, description: 'Which ones.' })
    filter: OrderFilterInput | null,
    @Arg('sort', () => OrderSortEnum, { nullable: true, defaultValue: 'PLACED_DESC', description: 'In which order.' })
    sort: OrderSort | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<Connection<OrderView>> {
    return this.app.listOrders(viewer, {
      first: first ?? PAGE_SIZE,
      after: after ?? undefined,
      ...toFilter(filter ?? {}),
      sort: sort ?? undefined,
    });
  }
}

@Resolver(() => UserType)
export class UserOrdersResolver {
  @Paged()
  @Authenticated()
  @FieldResolver(() => OrderConnectionType, {
    description: 'The orders of this user, newest first. For others: staff only.',
  })
  orders(
    @Root() user: UserType,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderView>> {
    return loaders.ordersOfUser.load({ customerId: user.id, first: first ?? PAGE_SIZE, after: after ?? undefined });
  }
}

@Resolver(() => OrderConnectionType)
export class OrderConnectionResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether the list has more orders than totalCount says: it is not counted beyond 10,000.',
  })
  totalCountIsEstimate(@Root() page: Partial<OrderPage>): boolean {
    return page.totalCountIsEstimate ?? false;
  }
}
