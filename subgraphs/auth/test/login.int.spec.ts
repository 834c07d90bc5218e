import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { clientOf, type Result, startTestAuth, type TestAuth } from './auth-service.ts';

let auth: TestAuth;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  auth = await startTestAuth();
  client = clientOf(auth);
});
afterAll(() => auth.stop());

const fail = async (email: string, times: number): Promise<Result[]> => {
  const results: Result[] = [];
  for (let count = 0; count < times; count += 1) results.push(await client.login(email, 'wrong password'));
  return results;
};

describe('logging in', () => {
  it('gives an access token that the published keys verify, and that names user, roles and session', async () => {
    const { user } = await client.session('ada@example.test');
    const { accessToken = '', accessTokenExpiresAt = '' } = await client.login('Ada@Example.test');
    const jwks = createRemoteJWKSet(new URL(`http://127.0.0.1:${auth.port()}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(accessToken, jwks, {
      issuer: 'cardstock',
      audience: 'cardstock',
      algorithms: ['EdDSA'],
      currentDate: new Date('2026-03-01T12:00:00Z'),
    });
    expect(protectedHeader.kid).toBe('new');
    expect(payload).toMatchObject({ sub: user.id, roles: ['CUSTOMER'], scopes: [], sid: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(15 * 60);
    expect(new Date(accessTokenExpiresAt).getTime()).toBe((payload.exp ?? 0) * 1000);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    await client.session('known@example.test');
    const [wrong] = await fail('known@example.test', 1);
    const [unknown] = await fail('unknown@example.test', 1);
    expect(wrong).toMatchObject({ __typename: 'InvalidCredentials', code: 'CREDENTIALS_INVALID' });
    expect(unknown).toEqual(wrong);
  });

  it.each(['', 'not an address', 'nul\u0000@example.test', 'half\ud83c@example.test', 'x'.repeat(10_000)])(
    'answers %j like any other',
    async (email) => {
      expect(await client.login(email)).toMatchObject({ __typename: 'InvalidCredentials' });
    },
  );

  it.each(['locked@example.test', 'nobody@example.test'])('stops after five failures, for %s', async (email) => {
    if (email.startsWith('locked')) await client.session(email);
    for (const result of await fail(email, 5)) expect(result.__typename).toBe('InvalidCredentials');
    auth.passMinutes(5);
    expect(await client.login(email)).toMatchObject({ __typename: 'TooManyAttempts', retryAfterSeconds: 600 });
  });

  it('takes the right password again after a quarter of an hour', async () => {
    await client.session('patient@example.test');
    await fail('patient@example.test', 5);
    auth.passMinutes(16);
    expect(await client.login('patient@example.test')).toMatchObject({ __typename: 'Session' });
  });

  it('forgets earlier failures when the password was right', async () => {
    await client.session('clumsy@example.test');
    await fail('clumsy@example.test', 4);
    await client.login('clumsy@example.test');
    const results = await fail('clumsy@example.test', 5);
    expect(results.at(-1)).toMatchObject({ __typename: 'InvalidCredentials' });
  });

  it('judges no more than five of twenty guesses that come at once', async () => {
    await client.session('burst@example.test');
    const results = await Promise.all(
      Array.from({ length: 20 }, () => client.login('burst@example.test', 'a wrong guess')),
    );
    expect(results.filter(({ __typename }) => __typename === 'InvalidCredentials')).toHaveLength(5);
    expect(results.filter(({ __typename }) => __typename === 'TooManyAttempts')).toHaveLength(15);
  });

  it('lets the owner in from twenty devices at once', async () => {
    await client.session('devices@example.test');
    const results = await Promise.all(Array.from({ length: 20 }, () => client.login('devices@example.test')));
    expect(new Set(results.map(({ __typename }) => __typename))).toEqual(new Set(['Session']));
  });
});

describe('the published keys', () => {
  it('are the public halves of all keys, and nothing private', async () => {
    const reply = await fetch(`http://127.0.0.1:${auth.port()}/.well-known/jwks.json`);
    const { keys } = (await reply.json()) as { keys: Record<string, unknown>[] };
    expect(keys.map(({ kid }) => kid)).toEqual(['new', 'old']);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});
