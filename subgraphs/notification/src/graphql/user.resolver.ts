import {
  Authenticated,
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  Paged,
  toConnection,
} from '@cardstock/service';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Notification } from '../domain/notification.ts';
import type { Context } from './context.ts';
import { NotificationConnection } from './notification.type.ts';
import { UserType } from './stub.types.ts';

const DEFAULT_PAGE = 20;

const cursorOf = ({ position }: Notification): string => encodeCursor([position]);

const positionIn = (after: string | null | undefined): number | null => {
  if (after === null || after === undefined) return null;
  const [position] = decodeCursor(after, 1);
  if (Number.isSafeInteger(position)) return Number(position);
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

@Resolver(() => UserType)
export class UserResolver {
  @Paged()
  @Authenticated()
  @FieldResolver(() => NotificationConnection, {
    description: "The user's notifications, newest first. Only for the user and for staff who look after users.",
  })
  async notifications(
    @Root() { id }: UserType,
    @Ctx() { loaders }: Context,
    @Arg('first', () => Int, { nullable: true, defaultValue: DEFAULT_PAGE, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last one already seen.' })
    after: string | null | undefined,
    @Arg('unreadOnly', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'Only those in the inbox of the app that are not marked as read.',
    })
    unreadOnly: boolean | null,
  ): Promise<Connection<Notification>> {
    const size = checkFirst(first ?? DEFAULT_PAGE);
    const request = { first: size, after: positionIn(after), unreadOnly: unreadOnly ?? false };
    const { rows, totalCount } = await loaders.pageByUser(request).load(id);
    return toConnection({ rows, first: size, after, totalCount, cursorOf, nodeOf: (row) => row });
  }
}
