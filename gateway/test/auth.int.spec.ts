import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const post = (headers: Record<string, string>, query = '{ viewer }') =>
  fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('who asks', () => {
  it('is anonymous without a token', async () => {
    expect(await platform.ask({ query: '{ viewer }' })).toEqual({ data: { viewer: 'anonymous' } });
  });

  it('is the user of a valid token, with roles and scopes, in every subgraph', async () => {
    const token = await platform.jwks.token({
      sub: 'grace',
      roles: ['SUPPORT'],
      scopes: ['order:read', 'order:write'],
    });
    expect(await platform.ask({ query: '{ viewer }' }, token)).toEqual({
      data: { viewer: 'grace SUPPORT order:read,order:write' },
    });
  });

  it('gets nothing from roles and scopes that we do not know', async () => {
    const token = await platform.jwks.token({ sub: 'eve', roles: ['GOD', 'CUSTOMER'], scopes: ['all'] });
    expect(await platform.ask({ query: '{ viewer }' }, token)).toEqual({ data: { viewer: 'eve CUSTOMER ' } });
  });
});

describe('a bad token', () => {
  const alg = (header: object) =>
    `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from('{"sub":"eve"}').toString('base64url')}.`;
  const cases: Record<string, () => Promise<string> | string> = {
    'is not a JWT': () => 'Bearer nonsense',
    'has another scheme': () => 'Basic dXNlcjpwYXNz',
    'is empty': () => 'Bearer ',
    'is not base64': () => 'Bearer a.b.c',
    'is unsigned': () => `Bearer ${alg({ alg: 'none' })}x`,
    'has expired': async () => `Bearer ${await platform.jwks.token({ expiresIn: '-1s' })}`,
    'was signed by a stranger': async () => `Bearer ${await platform.jwks.foreignToken()}`,
    'is for another audience': async () => `Bearer ${await platform.jwks.token({ audience: 'elsewhere' })}`,
    'has another issuer': async () => `Bearer ${await platform.jwks.token({ issuer: 'elsewhere' })}`,
    'is endless': () => `Bearer ${'a'.repeat(9_000)}.b.c`,
  };

  it.each(Object.entries(cases))('is refused when it %s', async (_name, authorization) => {
    const reply = await post({ authorization: await authorization() });
    const body = (await reply.json()) as { errors: { message: string; extensions: object }[] };
    expect(reply.status).toBe(401);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]).toEqual({ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } });
    expect(JSON.stringify(body)).not.toMatch(/at .*\.(ts|js):|JWS|JWT/);
  });
});

describe('when the keys cannot be fetched', () => {
  it('says so instead of blaming the token, and anonymous clients are served', async () => {
    const blind = await platform.another({ JWKS_URL: 'http://127.0.0.1:9/jwks.json' });
    const token = await platform.jwks.token();
    const refused = await blind.ask({ query: '{ viewer }' }, token);
    const anonymous = await blind.ask({ query: '{ viewer }' });
    await blind.close();
    expect(refused.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(anonymous.data).toEqual({ viewer: 'anonymous' });
  });
});
