import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Notification } from '../domain/notification.ts';
import type { Context } from './context.ts';
import { NotificationType } from './notification.type.ts';
import { OrderType } from './stub.types.ts';

@Resolver(() => OrderType)
export class OrderResolver {
  @FieldResolver(() => [NotificationType], {
    description:
      'What was told about the order, oldest first: to the viewer, or to anybody where staff who look after users ask.',
  })
  async notifications(@Root() { id }: OrderType, @Ctx() { loaders }: Context): Promise<readonly Notification[]> {
    return loaders.byOrder.load(id);
  }
}
