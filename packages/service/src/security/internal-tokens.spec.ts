import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { makeInternalTokens, UntrustedCaller } from './internal-tokens.ts';
import type { Viewer } from './viewer.ts';

const customer: Viewer = { kind: 'user', id: 'u1', roles: ['CUSTOMER'], scopes: [] };
const keys = new Map<string, { privateJwk: JWK; publicJwk: JWK }>();
let now = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  for (const name of ['gateway', 'order']) {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    keys.set(name, {
      privateJwk: await exportJWK(privateKey),
      publicJwk: { ...(await exportJWK(publicKey)), kid: name, alg: 'EdDSA' },
    });
  }
});

const tokensOf = (name: string) => {
  const privateJwk = keys.get(name)?.privateJwk ?? {};
  const jwks = { keys: [...keys.values()].map(({ publicJwk }) => publicJwk) };
  return makeInternalTokens({ name, privateJwk, jwks, now: () => now });
};

describe('an internal token', () => {
  it('carries the viewer from the gateway to a subgraph', async () => {
    const token = await (await tokensOf('gateway')).sign(customer);
    expect(await (await tokensOf('order')).verify(token)).toEqual(customer);
  });

  it('does not carry what a token grants by names that are none of ours', async () => {
    const token = await (await tokensOf('gateway')).sign({ ...customer, otherScopes: ['reviews:write'] });
    expect(await (await tokensOf('order')).verify(token)).toEqual(customer);
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).not.toContain('reviews:write');
  });

  it('lets a service speak for itself', async () => {
    const token = await (await tokensOf('order')).sign({ kind: 'service', name: 'order' });
    expect(await (await tokensOf('gateway')).verify(token)).toEqual({ kind: 'service', name: 'order' });
  });

  it.each<[string, Viewer]>([
    ['a user', customer],
    ['nobody', { kind: 'anonymous' }],
    ['another service', { kind: 'service', name: 'auth' }],
  ])('does not let a service speak for %s', async (_whom, viewer) => {
    const token = await (await tokensOf('order')).sign(viewer);
    await expect((await tokensOf('order')).verify(token)).rejects.toThrow(UntrustedCaller);
  });

  it('ends after a minute, also where it was verified before', async () => {
    const gateway = await tokensOf('gateway');
    const order = await tokensOf('order');
    const token = await gateway.sign(customer);
    await order.verify(token);
    now += 61_000;
    await expect(order.verify(token)).rejects.toThrow(UntrustedCaller);
  });

  it.each(['', 'rubbish', 'eyJhbGciOiJub25lIn0.e30.'])('is not "%s"', async (token) => {
    await expect((await tokensOf('order')).verify(token)).rejects.toThrow(UntrustedCaller);
  });

  it('is not one that a stranger signed with a key id of ours', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const forged = await new SignJWT({ viewer: { ...customer, roles: ['ADMIN'] } })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway' })
      .setIssuer('gateway')
      .setAudience('cardstock-internal')
      .setExpirationTime(Math.floor(now / 1000) + 60)
      .sign(privateKey);
    await expect((await tokensOf('order')).verify(forged)).rejects.toThrow(UntrustedCaller);
  });
});
