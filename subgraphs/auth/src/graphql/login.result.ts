import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { LoginRefusal } from '../application/login.ts';
import type { Session } from '../application/open-session.ts';
import type { Outcome } from '../domain/outcome.ts';
import { SessionType, toSession } from './session.type.ts';

@ObjectType('InvalidCredentials', {
  implements: DomainErrorType,
  description: 'No account has this e-mail address and this password. Which of the two is wrong is not told.',
})
export class InvalidCredentialsType extends DomainErrorType {
  override code = 'CREDENTIALS_INVALID';
  override message = 'The e-mail address or the password is wrong.';
}

@ObjectType('TooManyAttempts', {
  implements: DomainErrorType,
  description: 'Logging in to this account failed too often: it takes no more logins for a while.',
})
export class TooManyAttemptsType extends DomainErrorType {
  override code = 'ATTEMPTS_EXHAUSTED';
  override message = 'Too many failed logins. Try again later.';

  @Field(() => Int, { description: 'How long to wait, in seconds.' })
  retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super();
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const LoginResult = createUnionType({
  name: 'LoginResult',
  description: 'A session, or why there is none.',
  types: () => [SessionType, InvalidCredentialsType, TooManyAttemptsType] as const,
});

const toRefusal = (refusal: LoginRefusal): InvalidCredentialsType | TooManyAttemptsType => {
  switch (refusal.code) {
    case 'CREDENTIALS_INVALID':
      return new InvalidCredentialsType();
    case 'ATTEMPTS_EXHAUSTED':
      return new TooManyAttemptsType(refusal.retryAfterSeconds);
  }
};

export const toLoginResult = (outcome: Outcome<Session, LoginRefusal>): typeof LoginResult =>
  outcome.ok ? toSession(outcome.value) : toRefusal(outcome.refusal);
