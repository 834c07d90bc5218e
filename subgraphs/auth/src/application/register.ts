import { newId } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import { emailIn } from '../domain/email.ts';
import { type Outcome, ok, refuse } from '../domain/outcome.ts';
import { weaknessesOf } from '../domain/password-policy.ts';
import { openSession, type Session, type SessionTools } from './open-session.ts';
import type { Clock, PasswordHasher, Transaction } from './ports.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
}

export type RegisterRefusal =
  | { readonly code: 'EMAIL_TAKEN' }
  | { readonly code: 'PASSWORD_WEAK'; readonly reasons: readonly string[] };
export type Register = (
  registration: Registration,
  correlationId: string,
) => Promise<Outcome<Session, RegisterRefusal>>;

interface RegisterPorts extends SessionTools {
  readonly transact: Transaction;
  readonly passwords: PasswordHasher;
  readonly now: Clock;
}

/** Opens an account for a customer and logs them in. Anybody may. */
export const makeRegister =
  ({ transact, passwords, now, ...tools }: RegisterPorts): Register =>
  async ({ email: typed, password, displayName }, correlationId) => {
    const email = emailIn(typed);
    if (!email) throw badUserInput({ field: 'email', message: 'must be an e-mail address' });
    const reasons = weaknessesOf(password, email);
    if (reasons.length > 0) return refuse({ code: 'PASSWORD_WEAK', reasons });
    const passwordHash = await passwords.hash(password);
    const at = now();
    const user = { id: newId(), email, displayName: displayName.trim(), roles: ['CUSTOMER' as const], createdAt: at };
    return transact(async ({ users, sessions, announce }) => {
      if (!(await users.add({ ...user, passwordHash }))) return refuse({ code: 'EMAIL_TAKEN' });
      announce(user, correlationId);
      return ok(await openSession(sessions, tools, user, at));
    });
  };
