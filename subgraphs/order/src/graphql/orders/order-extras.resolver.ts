import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { notesIn } from '../../application/lifecycle/note-order.ts';
import type { NoteView } from '../../application/reading/views.ts';
import { fold } from '../../domain/order/evolve.ts';
import type { Context } from '../context.ts';
import { factsOf } from './facts-of.ts';
import { OrderType } from './order.type.ts';
import { BackorderType, OrderNoteType } from './order-extras.type.ts';

@Resolver(() => OrderType)
export class OrderExtrasResolver {
  @FieldResolver(() => [OrderNoteType], {
    description: 'The remarks on the order, at most 100, oldest first. Customers do not see the internal ones.',
  })
  async notes(@Root() order: OrderType, @Ctx() context: Context): Promise<NoteView[]> {
    return notesIn(await factsOf(order, context), context.viewer);
  }

  @FieldResolver(() => BackorderType, {
    nullable: true,
    description: 'What the order waits for, where it is in line for stock that will come.',
  })
  async backorder(@Root() order: OrderType, @Ctx() context: Context): Promise<BackorderType | null> {
    if (order.status !== 'PENDING') return null;
    const state = fold((await factsOf(order, context)).map(({ event }) => event));
    if (state.status !== 'PENDING' || !state.backorder) return null;
    const { skus, expectedAt } = state.backorder;
    return { skus, expectedAt: expectedAt === null ? null : new Date(expectedAt) };
  }
}
