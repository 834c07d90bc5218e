import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { clientOf, startTestAuth, type TestAuth, type TestSession } from './auth-service.ts';

let auth: TestAuth;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  auth = await startTestAuth();
  client = clientOf(auth);
});
afterAll(() => auth.stop());

const DAY = 24 * 60;
const viewerOf = ({ user, accessToken }: TestSession) => ({
  kind: 'user' as const,
  id: user.id,
  roles: ['CUSTOMER' as const],
  scopes: [],
  sessionId: String(decodeJwt(accessToken)['sid']),
});

describe('refreshing a session', () => {
  it('exchanges a token for the next pair of the same session', async () => {
    const first = await client.session('ada@example.test');
    const next = await client.refresh(first.refreshToken);
    expect(next).toMatchObject({ __typename: 'Session', user: { id: first.user.id, email: 'ada@example.test' } });
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(decodeJwt(next.accessToken ?? '')['sid']).toBe(decodeJwt(first.accessToken)['sid']);
  });

  it('ends the whole session when a token comes a second time', async () => {
    const { refreshToken } = await client.session('stolen@example.test');
    const next = await client.refresh(refreshToken);
    expect(await client.refresh(refreshToken)).toMatchObject({ __typename: 'SessionRevoked', code: 'SESSION_REVOKED' });
    expect(await client.refresh(next.refreshToken)).toMatchObject({ __typename: 'SessionRevoked' });
  });

  it('gives a token that is sent ten times at once to one caller at most', async () => {
    const { refreshToken } = await client.session('race@example.test');
    const results = await Promise.all(Array.from({ length: 10 }, () => client.refresh(refreshToken)));
    expect(results.filter(({ __typename }) => __typename === 'Session')).toHaveLength(1);
  });

  it('leaves other sessions of the user alone', async () => {
    const phone = await client.session('two@example.test');
    const laptop = await client.login('two@example.test');
    await client.refresh(phone.refreshToken);
    await client.refresh(phone.refreshToken);
    expect(await client.refresh(laptop.refreshToken)).toMatchObject({ __typename: 'Session' });
  });

  it('works on day 29 and no more on day 30', async () => {
    const { refreshToken } = await client.session('late@example.test');
    const other = await client.login('late@example.test');
    auth.passMinutes(29 * DAY);
    expect(await client.refresh(refreshToken)).toMatchObject({ __typename: 'Session' });
    auth.passMinutes(1 * DAY);
    expect(await client.refresh(other.refreshToken)).toMatchObject({ __typename: 'SessionRevoked' });
  });

  it.each(['', 'nonsense', 'x'.repeat(50_000), 'nul\u0000'])('refuses a token that is none', async (token) => {
    expect(await client.refresh(token)).toMatchObject({ __typename: 'SessionRevoked' });
  });
});

describe('logging out', () => {
  it('ends the session, and saying so twice is harmless', async () => {
    const session = await client.session('leaver@example.test');
    for (const _ of [1, 2]) {
      expect((await auth.ask('mutation { logout }', {}, viewerOf(session))).data).toEqual({ logout: true });
    }
    expect(await client.refresh(session.refreshToken)).toMatchObject({ __typename: 'SessionRevoked' });
  });

  it('is for who is logged in', async () => {
    const { errors } = await auth.ask('mutation { logout }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the purge of what has expired', () => {
  it('removes dead sessions at the next start and keeps those that can still be refreshed', async () => {
    const dead = await client.session('dead@example.test');
    auth.passMinutes(32 * DAY);
    const alive = await client.login('dead@example.test');
    await auth.restart();
    expect(await client.refresh(alive.refreshToken)).toMatchObject({ __typename: 'Session' });
    await eventually(async () =>
      expect(
        (await auth.sql.query('select id from session where id = $1', [decodeJwt(dead.accessToken)['sid']])).rows,
      ).toEqual([]),
    );
  });
});
