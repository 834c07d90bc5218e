import { idFrom, type Role } from '@cardstock/contracts';
import type { User } from '../domain/user.ts';
import type { Clock, PasswordHasher, Transaction, UserQueries } from './ports.ts';

export const DEMO_PASSWORD = 'Cardstock-demo-1';

const ACCOUNTS: readonly (readonly [name: string, displayName: string, role: Role])[] = [
  ['customer', 'Demo Customer', 'CUSTOMER'],
  ['support', 'Demo Support', 'SUPPORT'],
  ['warehouse', 'Demo Warehouse', 'WAREHOUSE'],
  ['catalog', 'Demo Catalog Manager', 'CATALOG_MANAGER'],
  ['admin', 'Demo Admin', 'ADMIN'],
];

const demoUsers = (createdAt: Date): User[] =>
  ACCOUNTS.map(([name, displayName, role]) => {
    const email = `${name}@cardstock.test`;
    return { id: idFrom('demo-user', email), email, displayName, roles: [role], createdAt };
  });

interface DemoPorts {
  readonly transact: Transaction;
  readonly queries: UserQueries;
  readonly passwords: PasswordHasher;
  readonly now: Clock;
}

/** Creates the accounts that the demo logs in with, where they are missing. For development and tests only. */
export const createDemoAccounts = async ({ transact, queries, passwords, now }: DemoPorts): Promise<void> => {
  const wanted = demoUsers(now());
  const existing = new Set((await queries.withIds(wanted.map(({ id }) => id))).map(({ id }) => id));
  for (const user of wanted.filter(({ id }) => !existing.has(id))) {
    const passwordHash = await passwords.hash(DEMO_PASSWORD);
    await transact(async ({ users, announce }) => {
      if (await users.add({ ...user, passwordHash })) announce(user, user.id);
    });
  }
};
