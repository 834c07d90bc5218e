import { forbidden, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { maySeeEmail } from '../application/access.ts';
import type { Application } from '../application/index.ts';
import type { Context } from './context.ts';
import { UserType } from './user.type.ts';

@Resolver(() => UserType)
export class UserResolver {
  constructor(private readonly app: Pick<Application, 'findUsers'>) {}

  @Query(() => UserType, { nullable: true, description: 'Who is logged in; null for who is not.' })
  async me(@Ctx() { viewer, loaders }: Context): Promise<UserType | null> {
    return viewer.kind === 'user' ? loaders.userById.load(viewer.id) : null;
  }

  @Directive('@inaccessible')
  @RequiresScopes('user:read')
  @Query(() => [UserType], {
    description: 'Users by their ids, without those that do not exist. For our own services: not in the public API.',
  })
  async usersById(
    @Arg('ids', () => [ID], { description: 'At most 500 ids, in any order.' }) ids: string[],
    @Ctx() { viewer }: Context,
  ): Promise<UserType[]> {
    return this.app.findUsers.forServices(viewer, ids);
  }

  @FieldResolver(() => String, {
    description:
      'Where mail reaches the user. Only for the user and for staff who look after users; FORBIDDEN otherwise.',
  })
  email(@Root() user: UserType, @Ctx() { viewer }: Context): string {
    if (!user.isProved && !maySeeEmail(viewer, user.id)) throw forbidden("You may not see this user's e-mail address.");
    return user.email;
  }
}
