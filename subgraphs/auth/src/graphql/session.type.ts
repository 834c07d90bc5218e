import { DateTime } from '@cardstock/service';
import { Field, ObjectType } from 'type-graphql';
import type { Session } from '../application/open-session.ts';
import { UserType } from './user.type.ts';

@ObjectType('Session', { description: 'What a client holds after it logged in.' })
export class SessionType {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …`. Valid for 15 minutes.' })
  accessToken!: string;

  @Field(() => DateTime, { description: 'When the access token expires: refresh the session before.' })
  accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description: 'Buys the next pair of tokens, once, within 30 days. Using it twice ends the session.',
  })
  refreshToken!: string;

  @Field(() => UserType, { description: 'Who logged in.' })
  user!: UserType;
}

export const toSession = (session: Session): SessionType =>
  Object.assign(new SessionType(), { ...session, user: { ...session.user, isProved: true } });
