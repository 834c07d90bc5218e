import type { Role } from '@cardstock/contracts';
import type { RefreshGrant } from '../domain/session.ts';
import type { Credentials, User } from '../domain/user.ts';

export interface NewUser extends User {
  readonly passwordHash: string;
}

export interface Users {
  /** False where the e-mail address, or the id, has an account already. */
  add(user: NewUser): Promise<boolean>;
  withId(id: string): Promise<User | undefined>;
}

/** Reads outside of any transaction. */
export interface UserQueries {
  withIds(ids: readonly string[]): Promise<User[]>;
  credentialsOf(email: string): Promise<Credentials | undefined>;
}

export interface RefreshToken {
  readonly hash: string;
  readonly sessionId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export interface Sessions {
  open(session: { readonly id: string; readonly userId: string; readonly at: Date }): Promise<void>;
  addToken(token: RefreshToken): Promise<void>;
  /** The grant of a token, locked: of two that use one token at once, the second sees what the first did. */
  lockGrant(tokenHash: string): Promise<RefreshGrant | undefined>;
  markUsed(tokenHash: string, at: Date): Promise<void>;
  revoke(sessionId: string, at: Date): Promise<void>;
}

/** Failed logins of an account, whether or not there is such an account. */
export interface LoginFailures {
  /** Until the transaction ends, no other login of this account is decided. */
  lock(account: string): Promise<void>;
  since(account: string, from: Date): Promise<Date[]>;
  record(account: string, at: Date): Promise<void>;
  forget(account: string): Promise<void>;
}

/** What a use case works on inside one transaction. */
export interface Scope {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly failures: LoginFailures;
  /** Tells the other domains, if the transaction commits. */
  announce(user: User, correlationId: string): void;
}
export type Transaction = <Result>(work: (scope: Scope) => Promise<Result>) => Promise<Result>;

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes the same time where there is no hash to compare with; then the answer is false. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}
export interface AccessTokenClaims {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}
export type SignAccessToken = (claims: AccessTokenClaims, at: Date) => Promise<AccessToken>;

/** Refresh tokens are random and opaque; only their hashes are kept. */
export interface RefreshSecrets {
  make(): string;
  hashOf(secret: string): string;
}

export type Clock = () => Date;
