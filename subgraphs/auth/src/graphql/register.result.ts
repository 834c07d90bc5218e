import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { Session } from '../application/open-session.ts';
import type { RegisterRefusal } from '../application/register.ts';
import type { Outcome } from '../domain/outcome.ts';
import { SessionType, toSession } from './session.type.ts';

@ObjectType('EmailTaken', {
  implements: DomainErrorType,
  description: 'The e-mail address has an account already: log in instead.',
})
export class EmailTakenType extends DomainErrorType {
  override code = 'EMAIL_TAKEN';
  override message = 'This e-mail address has an account already.';
}

@ObjectType('WeakPassword', { implements: DomainErrorType, description: 'The password is not good enough.' })
export class WeakPasswordType extends DomainErrorType {
  override code = 'PASSWORD_WEAK';
  override message = 'This password is not good enough.';

  @Field(() => [String], { description: 'What is wrong with it, for people.' })
  reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super();
    this.reasons = reasons;
  }
}

export const RegisterResult = createUnionType({
  name: 'RegisterResult',
  description: 'A session of the new account, or why there is none.',
  types: () => [SessionType, EmailTakenType, WeakPasswordType] as const,
});

const toRefusal = (refusal: RegisterRefusal): EmailTakenType | WeakPasswordType => {
  switch (refusal.code) {
    case 'EMAIL_TAKEN':
      return new EmailTakenType();
    case 'PASSWORD_WEAK':
      return new WeakPasswordType(refusal.reasons);
  }
};

export const toRegisterResult = (outcome: Outcome<Session, RegisterRefusal>): typeof RegisterResult =>
  outcome.ok ? toSession(outcome.value) : toRefusal(outcome.refusal);
