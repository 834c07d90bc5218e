import type { Connection } from '@cardstock/service';
import { Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { OrderView } from '../../application/reading/views.ts';
import type { Context } from '../context.ts';
import { OrderConnectionType } from '../orders/order.type.ts';
import { AbandonSagaInput } from './order-changes.input.ts';
import { SagaCareResult, toSagaCareResult } from './saga-care.result.ts';

const PAGE_SIZE = 20;

@Resolver()
export class SagaCareResolver {
  constructor(private readonly app: Application) {}

  @Paged()
  @RequiresScopes('order:read')
  @Query(() => OrderConnectionType, {
    description: 'The orders that do not get on without people, longest placed first. For staff.',
  })
  stuckSagas(
    @Arg('first', () => Int, { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only what comes after this cursor.' })
    after: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<Connection<OrderView>> {
    return this.app.listStuck(viewer, { first: first ?? PAGE_SIZE, after: after ?? undefined });
  }

  @RequiresScopes('order:write')
  @Mutation(() => SagaCareResult, {
    description: 'Has every stuck step of an order asked for again, with as many attempts as a new one. For staff.',
  })
  async retrySaga(
    @Arg('orderId', () => ID, { description: 'The order.' }) orderId: string,
    @Ctx() { viewer }: Context,
  ): Promise<typeof SagaCareResult> {
    return toSagaCareResult(await this.app.retrySaga(viewer, orderId), orderId);
  }

  @RequiresScopes('order:write')
  @Mutation(() => SagaCareResult, {
    description:
      'Gives up on an order whose saga is stuck. Not sent yet, it is cancelled and undone; sent, it goes on without what is missing; ended, what could not be undone counts as done by hand. For staff.',
  })
  async abandonSaga(
    @Arg('input', () => AbandonSagaInput, { description: 'Which order, and why.' })
    { orderId, reason }: AbandonSagaInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof SagaCareResult> {
    return toSagaCareResult(await this.app.abandonSaga(viewer, { orderId, reason }), orderId);
  }
}
