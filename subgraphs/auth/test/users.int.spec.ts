import { idFrom, newId } from '@cardstock/contracts';
import { ConfigError, parseConfig, type Viewer } from '@cardstock/service';
import { askAs, aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authConfig, DEMO_PASSWORD } from '../src/index.ts';
import { clientOf, startTestAuth, type TestAuth, type TestSession } from './auth-service.ts';

let auth: TestAuth;
let ada: TestSession;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  auth = await startTestAuth({ DEMO_ACCOUNTS: 'true' });
  client = clientOf(auth);
  ada = await client.session('ada@example.test');
});
afterAll(() => auth.stop());

const ENTITIES = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on User { id displayName } } }`;
const EMAILS = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on User { id email } } }`;
const BY_ID = 'query ($ids: [ID!]!) { usersById(ids: $ids) { id email displayName } }';
const references = (...ids: string[]) => ({ ids: ids.map((id) => ({ __typename: 'User', id })) });

describe('a user', () => {
  it('sees themselves, with their address', async () => {
    const { data } = await auth.ask(
      '{ me { id email displayName roles createdAt } }',
      {},
      aUser(['CUSTOMER'], ada.user.id),
    );
    expect(data).toEqual({
      me: {
        id: ada.user.id,
        email: 'ada@example.test',
        displayName: 'Ada',
        roles: ['CUSTOMER'],
        createdAt: '2026-03-01T12:00:00.000Z',
      },
    });
  });

  it('is nobody without a login', async () => {
    expect(await auth.ask('{ me { id } }')).toEqual({ data: { me: null } });
  });

  it.each<[string, Viewer]>([
    ['support', aUser(['SUPPORT'])],
    ['admins', aUser(['ADMIN'])],
  ])('shows the address to %s', async (_who, viewer) => {
    const { data } = await auth.ask(EMAILS, references(ada.user.id), viewer);
    expect(data).toEqual({ _entities: [{ id: ada.user.id, email: 'ada@example.test' }] });
  });

  it.each<[string, Viewer]>([
    ['other customers', aUser()],
    ['the warehouse', aUser(['WAREHOUSE'])],
  ])('hides the address from %s', async (_who, viewer) => {
    const { errors } = await auth.ask(EMAILS, references(ada.user.id), viewer);
    expect(errors).toMatchObject([{ path: ['_entities', 0, 'email'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is found by reference, in the order asked for, and null where there is none', async () => {
    const demo = idFrom('demo-user', 'customer@cardstock.test');
    const ids = references(demo, newId(), ada.user.id, 'no uuid', demo);
    const { data } = await auth.ask<{ _entities: ({ displayName: string } | null)[] }>(ENTITIES, ids, aUser());
    expect(data._entities.map((user) => user?.displayName ?? null)).toEqual([
      'Demo Customer',
      null,
      'Ada',
      null,
      'Demo Customer',
    ]);
  });
});

describe('looking up users for services', () => {
  it('gives a service what it needs to write to them', async () => {
    const tokens = await auth.keys.tokensOf('notification');
    const viewer = { kind: 'service', name: 'notification' } as const;
    const query = { query: BY_ID, variables: { ids: [ada.user.id, newId(), 'no uuid'] } };
    expect((await askAs(auth.port(), tokens, viewer, query)).data).toEqual({
      usersById: [{ id: ada.user.id, email: 'ada@example.test', displayName: 'Ada' }],
    });
  });

  it('is not for customers, and not for strangers', async () => {
    const asCustomer = await auth.ask(BY_ID, { ids: [ada.user.id] }, aUser(['CUSTOMER'], ada.user.id));
    expect(asCustomer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const asStranger = await auth.ask(BY_ID, { ids: [ada.user.id] });
    expect(asStranger.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('refuses a list without end', async () => {
    const { errors } = await auth.ask(BY_ID, { ids: Array.from({ length: 501 }, newId) }, aUser(['SUPPORT']));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'ids' }] });
  });
});

describe('the demo accounts', () => {
  it.each([
    ['customer', 'CUSTOMER'],
    ['support', 'SUPPORT'],
    ['warehouse', 'WAREHOUSE'],
    ['catalog', 'CATALOG_MANAGER'],
    ['admin', 'ADMIN'],
  ])('let %s in as %s under an id that never changes', async (name, role) => {
    const email = `${name}@cardstock.test`;
    expect(await client.login(email, DEMO_PASSWORD)).toMatchObject({
      user: { id: idFrom('demo-user', email), roles: [role] },
    });
  });

  it('are announced once, however often the service starts', async () => {
    await auth.restart();
    const { rows } = await auth.sql.query(
      `select count(*)::int as count from outbox_message where envelope->'data'->>'email' like '%@cardstock.test'`,
    );
    expect(rows).toEqual([{ count: 5 }]);
  });

  it('do not exist in production: the service refuses to start', () => {
    const env = {
      NODE_ENV: 'production',
      DEMO_ACCOUNTS: 'true',
      DATABASE_URL: 'postgresql://x/y',
      REDIS_URL: 'redis://x',
      INTERNAL_KEY_FILE: 'a',
      INTERNAL_JWKS_FILE: 'b',
      JWT_KEYS_FILE: 'c',
    };
    expect(() => parseConfig(authConfig, env)).toThrow(ConfigError);
    expect(() => parseConfig(authConfig, env)).toThrow('DEMO_ACCOUNTS: must not be true in production');
  });
});
