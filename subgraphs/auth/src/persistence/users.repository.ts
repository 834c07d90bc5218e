import type { Sql } from '@cardstock/messaging';
import type { EntityManager } from '@cardstock/service';
import type { UserQueries, Users } from '../application/ports.ts';
import type { User } from '../domain/user.ts';
import { UserRow } from './user.row.ts';

const toUser = ({ id, email, displayName, roles, createdAt }: UserRow): User => ({
  id,
  email,
  displayName,
  roles,
  createdAt,
});

// Of two who register one address at once, the second waits here for the first and then inserts nothing.
const ADD = `
  insert into user_account (id, email, display_name, roles, password_hash, created_at)
  values ($1, $2, $3, $4::text[], $5, $6) on conflict do nothing returning id`;

/** Users inside a transaction. */
export const usersIn = (em: EntityManager, sql: Sql): Users => ({
  add: async ({ id, email, displayName, roles, passwordHash, createdAt }) =>
    (await sql(ADD, [id, email, displayName, roles, passwordHash, createdAt])).length === 1,
  withId: async (id) => {
    const row = await em.findOne(UserRow, { id });
    return row ? toUser(row) : undefined;
  },
});

/** Users outside of any transaction; `fork` gives a fresh identity map. */
export const makeUserQueries = (fork: () => EntityManager): UserQueries => ({
  withIds: async (ids) => (await fork().find(UserRow, { id: { $in: [...ids] } })).map(toUser),
  credentialsOf: async (email) => {
    const row = await fork().findOne(UserRow, { email });
    return row ? { user: toUser(row), passwordHash: row.passwordHash } : undefined;
  },
});
