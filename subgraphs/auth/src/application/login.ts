import { idFrom } from '@cardstock/contracts';
import { emailIn, normalizeEmail } from '../domain/email.ts';
import { retryAfterSeconds, windowStart } from '../domain/login-throttle.ts';
import { type Outcome, ok, refuse } from '../domain/outcome.ts';
import type { User } from '../domain/user.ts';
import { openSession, type Session, type SessionTools } from './open-session.ts';
import type { Clock, LoginFailures, PasswordHasher, Transaction, UserQueries } from './ports.ts';

export interface LoginAttempt {
  readonly email: string;
  readonly password: string;
}

export type LoginRefusal =
  | { readonly code: 'CREDENTIALS_INVALID' }
  | { readonly code: 'ATTEMPTS_EXHAUSTED'; readonly retryAfterSeconds: number };
export type Login = (attempt: LoginAttempt) => Promise<Outcome<Session, LoginRefusal>>;

interface LoginPorts extends SessionTools {
  readonly transact: Transaction;
  readonly queries: UserQueries;
  readonly passwords: PasswordHasher;
  readonly now: Clock;
}

const exhausted = async (failures: LoginFailures, account: string, at: Date): Promise<LoginRefusal | undefined> => {
  const seconds = retryAfterSeconds(await failures.since(account, windowStart(at)), at);
  return seconds === undefined ? undefined : { code: 'ATTEMPTS_EXHAUSTED', retryAfterSeconds: seconds };
};

/**
 * Failures are counted by what was typed, so that an unknown address is throttled, and answered, like a known one.
 * Half a surrogate pair has no bytes to make an id from.
 */
const accountOf = (email: string): string => idFrom('login', normalizeEmail(email).toWellFormed());

const proveUser = async (
  { email: typed, password }: LoginAttempt,
  { queries, passwords }: LoginPorts,
): Promise<User | undefined> => {
  const email = emailIn(typed);
  const credentials = email ? await queries.credentialsOf(email) : undefined;
  const isProved = await passwords.matches(password, credentials?.passwordHash);
  return isProved ? credentials?.user : undefined;
};

/** Starts a session for who knows the password. Anybody may try, but not often. */
export const makeLogin = (ports: LoginPorts): Login => {
  const { transact, now } = ports;
  return async (attempt) => {
    const at = now();
    const account = accountOf(attempt.email);
    const early = await transact(({ failures }) => exhausted(failures, account, at));
    if (early) return refuse(early);
    const user = await proveUser(attempt, ports);
    return transact(async ({ failures, sessions }) => {
      // Guesses sent all at once pass the check above together; here they are judged one after the other, and those
      // after the fifth learn nothing, not even that they were right.
      await failures.lock(account);
      const late = await exhausted(failures, account, at);
      if (late) return refuse(late);
      if (!user) {
        await failures.record(account, at);
        return refuse({ code: 'CREDENTIALS_INVALID' });
      }
      await failures.forget(account);
      return ok(await openSession(sessions, ports, user, at));
    });
  };
};
