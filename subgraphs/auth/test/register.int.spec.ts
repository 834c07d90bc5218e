import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientOf, REGISTER, startTestAuth, type TestAuth } from './auth-service.ts';

let auth: TestAuth;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  auth = await startTestAuth();
  client = clientOf(auth);
});
afterAll(() => auth.stop());

const announced = async (email: string): Promise<unknown[]> =>
  (await auth.sql.query(`select envelope from outbox_message where envelope->'data'->>'email' = $1`, [email])).rows;

describe('opening an account', () => {
  it('logs the customer in and tells the other domains once', async () => {
    const result = await client.register('  Ada@Example.test ');
    expect(result).toMatchObject({ __typename: 'Session', user: { email: 'ada@example.test', roles: ['CUSTOMER'] } });
    const messages = await announced('ada@example.test');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      envelope: { type: 'UserRegistered', subject: result.user?.id, data: { displayName: 'Ada', roles: ['CUSTOMER'] } },
    });
  });

  it('is refused for an address that has an account, however it is written', async () => {
    await client.register('eve@example.test');
    expect(await client.register(' EVE@example.TEST')).toMatchObject({ __typename: 'EmailTaken', code: 'EMAIL_TAKEN' });
  });

  it('gives one account to one of ten who ask for the same address at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => client.register('race@example.test')));
    const kinds = results.map(({ __typename }) => __typename).sort();
    expect(kinds).toEqual([...Array(9).fill('EmailTaken'), 'Session']);
    expect(await announced('race@example.test')).toHaveLength(1);
  });

  it.each([
    ['short', 'It must have at least 10 characters.'],
    ['x'.repeat(129), 'It must have at most 128 characters.'],
    ['Weak@Example.test', 'It must not be your e-mail address.'],
  ])('is refused with the reason when the password is %s', async (password, reason) => {
    expect(await client.register('weak@example.test', { password })).toMatchObject({
      __typename: 'WeakPassword',
      code: 'PASSWORD_WEAK',
      reasons: [reason],
    });
  });

  it.each([
    ['email', { email: 'not an address' }],
    ['email', { email: '' }],
    ['email', { email: 'nul\u0000@example.test' }],
    ['displayName', { displayName: '   ' }],
    ['displayName', { displayName: 'two\nlines' }],
    ['displayName', { displayName: 'half \ud83c a pair' }],
    ['displayName', { displayName: '\u202egnp.exe' }],
    ['displayName', { displayName: 'two\u2028lines' }],
    ['displayName', { displayName: 'x'.repeat(81) }],
  ])('names the field %s when it is bad: %j', async (field, bad) => {
    const input = { email: 'bad@example.test', password: 'correct horse battery', displayName: 'Bad', ...bad };
    const { errors } = await auth.ask(REGISTER, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });

  it('keeps no password and no refresh token that could be read from the tables', async () => {
    const { refreshToken } = await client.session('secret@example.test');
    const { rows } = await auth.sql.query(
      `select (select string_agg(u::text, '') from user_account u) || (select string_agg(t::text, '') from refresh_token t) as all`,
    );
    expect(rows[0].all).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(rows[0].all).not.toContain('correct horse');
    expect(rows[0].all).not.toContain(refreshToken);
  });
});
