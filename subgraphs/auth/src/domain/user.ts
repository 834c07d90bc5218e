import type { Role } from '@cardstock/contracts';

/** Somebody with an account. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
}

/** A user with what proves that it is them. */
export interface Credentials {
  readonly user: User;
  readonly passwordHash: string;
}
