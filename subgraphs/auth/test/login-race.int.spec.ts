import { makeTransact, openDatabase } from '@cardstock/service';
import { freshDatabase, testTools } from '@cardstock/testing';
import { expect, it } from '@jest/globals';
import { makeLogin } from '../src/application/login.ts';
import type { PasswordHasher, Transaction } from '../src/application/ports.ts';
import { refreshSecrets } from '../src/credentials/refresh-secrets.ts';
import { CreateAccounts } from '../src/persistence/migrations/create-accounts.migration.ts';
import { scopeIn } from '../src/persistence/scope.ts';
import { UserRow } from '../src/persistence/user.row.ts';
import { makeUserQueries } from '../src/persistence/users.repository.ts';

/** Says no to all guesses in the same moment, as soon as so many are waiting. */
const refuseTogether = (count: number): Pick<PasswordHasher, 'matches'> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    matches: async () => {
      waiting += 1;
      if (waiting === count) resolve();
      await promise;
      return false;
    },
  };
};

it('judges five of twenty guesses, even when all are checked in the same moment', async () => {
  const database = await freshDatabase();
  const { log } = testTools('auth');
  const orm = await openDatabase({ url: database.url, entities: [UserRow], migrations: [CreateAccounts], log });
  const inTransaction = makeTransact(orm, 'auth');
  const transact: Transaction = (work) => inTransaction((scope) => work(scopeIn(scope)));
  const login = makeLogin({
    transact,
    queries: makeUserQueries(() => orm.em.fork()),
    passwords: { ...refuseTogether(20), hash: () => Promise.reject(new Error('nobody registers here')) },
    now: () => new Date('2026-03-01T12:00:00Z'),
    secrets: refreshSecrets,
    signAccessToken: () => Promise.reject(new Error('nobody logs in here')),
  });
  const guesses = Array.from({ length: 20 }, () => login({ email: 'ada@example.test', password: 'a guess' }));
  const codes = (await Promise.all(guesses)).map((outcome) => (outcome.ok ? 'SESSION' : outcome.refusal.code));
  expect(codes.filter((code) => code === 'CREDENTIALS_INVALID')).toHaveLength(5);
  expect(codes.filter((code) => code === 'ATTEMPTS_EXHAUSTED')).toHaveLength(15);
  await orm.close();
  await database.drop();
});
