import { makeSubgraphSchema, type SubgraphSchema } from '@cardstock/service';
import type { MarkNotificationRead } from '../application/mark-notification-read.ts';
import { NotificationResolver } from './notification.resolver.ts';
import { OrderResolver } from './order.resolver.ts';
import { OrderType, UserType } from './stub.types.ts';
import { UserResolver } from './user.resolver.ts';

const stub = ({ id }: { id: string }) => ({ id });

/** The schema of this subgraph; without an application it can only be printed. */
export const makeSchema = (app?: { readonly markNotificationRead: MarkNotificationRead }): Promise<SubgraphSchema> =>
  makeSubgraphSchema({
    resolvers: [NotificationResolver, OrderResolver, UserResolver],
    orphanedTypes: [UserType, OrderType],
    references: { User: stub, Order: stub },
    ...(app
      ? {
          instances: new Map<unknown, object>([
            [NotificationResolver, new NotificationResolver(app)],
            [OrderResolver, new OrderResolver()],
            [UserResolver, new UserResolver()],
          ]),
        }
      : {}),
  });
