import { Authenticated } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Application } from '../application/index.ts';
import type { Context } from './context.ts';
import { LoginInput } from './login.input.ts';
import { LoginResult, toLoginResult } from './login.result.ts';
import { RefreshResult, toRefreshResult } from './refresh.result.ts';
import { RegisterInput } from './register.input.ts';
import { RegisterResult, toRegisterResult } from './register.result.ts';

@Resolver()
export class SessionResolver {
  constructor(private readonly app: Pick<Application, 'register' | 'login' | 'refreshSession' | 'logout'>) {}

  @Mutation(() => RegisterResult, { description: 'Opens an account and logs in to it.' })
  async register(
    @Arg('input', () => RegisterInput, { description: 'Who opens it.' }) input: RegisterInput,
    @Ctx() { requestId }: Context,
  ): Promise<typeof RegisterResult> {
    return toRegisterResult(await this.app.register(input, requestId));
  }

  @Mutation(() => LoginResult, { description: 'Starts a session.' })
  async login(
    @Arg('input', () => LoginInput, { description: 'Who logs in.' }) input: LoginInput,
  ): Promise<typeof LoginResult> {
    return toLoginResult(await this.app.login(input));
  }

  @Mutation(() => RefreshResult, { description: 'Exchanges a refresh token, once, for the next pair of tokens.' })
  async refreshSession(
    @Arg('refreshToken', () => String, { description: 'The latest refresh token of the session.' })
    refreshToken: string,
  ): Promise<typeof RefreshResult> {
    return toRefreshResult(await this.app.refreshSession(refreshToken));
  }

  @Authenticated()
  @Mutation(() => Boolean, {
    description:
      'Ends the session: its refresh token buys nothing any more. The access token stays valid until it expires. Always true.',
  })
  async logout(@Ctx() { viewer }: Context): Promise<boolean> {
    await this.app.logout(viewer);
    return true;
  }
}
