import { Authenticated } from '@cardstock/service';
import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { MarkNotificationRead } from '../application/mark-notification-read.ts';
import type { Notification } from '../domain/notification.ts';
import type { Context } from './context.ts';
import { NotificationType } from './notification.type.ts';

interface Subscribing {
  readonly args: { readonly after?: string | null };
  readonly context: Context;
}

@Resolver(() => NotificationType)
export class NotificationResolver {
  constructor(private readonly app: { readonly markNotificationRead: MarkNotificationRead }) {}

  @Authenticated()
  @Mutation(() => NotificationType, {
    nullable: true,
    description:
      'Marks one of your own notifications as read; doing so again changes nothing. NOT_FOUND for any other.',
  })
  async markNotificationRead(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { viewer }: Context,
  ): Promise<NotificationType> {
    return this.app.markNotificationRead(viewer, id);
  }

  @Authenticated()
  @Subscription(() => NotificationType, {
    description: 'Your own notifications in the app, as they come: each once, and in order.',
    subscribe: ({ args, context }: Subscribing) =>
      context.receiveNotifications(context.viewer, args.after ?? undefined),
  })
  notificationReceived(
    @Root() notification: Notification,
    @Arg('after', () => ID, {
      nullable: true,
      description: 'Id of the last notification seen: what came after it is sent first, so that nothing is missed.',
    })
    _after?: string | null,
  ): NotificationType {
    return notification;
  }
}
