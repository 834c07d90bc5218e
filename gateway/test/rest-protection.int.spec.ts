import { readFile, writeFile } from 'node:fs/promises';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RestClient } from './rest/rest-client.ts';
import { type ShopPlatform, startShopPlatform } from './rest/shop-platform.ts';

let shop: ShopPlatform;
let api: RestClient;
let ada: string;
beforeAll(async () => {
  shop = await startShopPlatform();
  api = await RestClient.of(shop.origin);
  ada = await shop.jwks.token();
});
afterEach(() => shop.closeOthers());
afterAll(() => shop.close());

const originOf = async (environment: Record<string, string>): Promise<string> =>
  new URL((await shop.another(environment)).url).origin;
const apiWith = async (environment: Record<string, string>) => RestClient.of(await originOf(environment));

describe('the limits of GraphQL hold over REST', () => {
  it('for the cost of one request', async () => {
    const poor = await apiWith({ MAX_COST_ANONYMOUS: '500' });
    const refused = await poor.send('/products?first=50');
    expect(refused).toMatchObject({ status: 400, body: { code: 'COST_LIMIT_EXCEEDED', cost: { budget: 500 } } });
    expect((await poor.send('/products?first=5')).status).toBe(200);
  });

  it('for the rate of a user, which both spend together', async () => {
    const origin = await originOf({ RATE_LIMIT_USER: '60' });
    const slow = await RestClient.of(origin);
    const first = await slow.send('/orders/o1', { token: ada });
    expect(first.headers.get('ratelimit-limit')).toBe('60');
    const left = Number(first.headers.get('ratelimit-remaining'));
    expect(left).toBeLessThan(60);
    await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ada}` },
      body: JSON.stringify({ query: '{ products(first: 2) { nodes { name } } }' }),
    });
    const second = await slow.send('/orders/o1/history', { token: ada });
    expect(Number(second.headers.get('ratelimit-remaining'))).toBeLessThan(left);
    const refused = await eventually(async () => {
      const answer = await slow.send('/orders/o1', { token: ada });
      expect(answer.status).toBe(429);
      return answer;
    });
    expect(refused.body).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await slow.send('/products/p1')).status).toBe(200);
  });

  it('for logins and for floods', async () => {
    const strict = await apiWith({ RATE_LIMIT_LOGIN: '1' });
    const logIn = () => strict.send('/sessions', { body: { email: 'a@b.test', password: 'wrong' } });
    expect((await logIn()).status).toBe(401);
    expect(await logIn()).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    const flooded = await apiWith({ RATE_LIMIT_REQUESTS: '2' });
    expect((await flooded.send('/inventory/A')).status).toBe(200);
    expect(await flooded.send('/inventory/A')).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(await flooded.send('/nope')).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
  });

  it('for rights, where a part that is refused refuses all', async () => {
    const strict = await apiWith({ AUTHORIZATION_MODE: 'reject' });
    expect(await strict.send('/inventory/A/levels', { token: ada })).toMatchObject({ status: 403 });
    expect((await strict.send('/inventory/A')).status).toBe(200);
  });

  it('and where nothing but trusted documents is taken its own still are', async () => {
    const only = await apiWith({ TRUSTED_DOCUMENTS: 'only' });
    expect((await only.send('/products/p1')).status).toBe(200);
    expect((await only.send('/products/p1')).status).toBe(200);
  });
});

describe('what goes wrong', () => {
  it('on our side is told without our insides', async () => {
    const broken = await api.send('/orders/broken', { token: ada });
    expect(broken).toMatchObject({
      status: 500,
      body: { code: 'INTERNAL', detail: 'Something went wrong on our side.' },
    });
    expect(JSON.stringify(broken.body)).not.toContain('hunter2');
    expect(broken.body.requestId).toBe(broken.headers.get('x-request-id'));
  });

  it('in a service that is away is 503, and says when to come back; the others answer', async () => {
    const inventory = shop.subgraphs.get('inventory');
    await inventory?.kill();
    const away = await api.send('/inventory/B');
    expect(away).toMatchObject({ status: 503, body: { code: 'SUBGRAPH_UNAVAILABLE', service: 'inventory' } });
    expect(away.headers.get('retry-after')).toBe('1');
    expect((await api.send('/variants/B')).status).toBe(200);
    await inventory?.start();
    await eventually(async () => expect((await api.send('/inventory/B')).status).toBe(200));
  });

  it('in a service that is slow is 504, as soon as the client wants', async () => {
    const catalog = shop.subgraphs.get('catalog');
    const held = Promise.withResolvers<void>();
    if (catalog) catalog.hold = held.promise;
    const late = await api.send('/variants/C', { headers: { 'x-request-timeout-ms': '50' } });
    held.resolve();
    if (catalog) catalog.hold = undefined;
    expect(late).toMatchObject({ status: 504, body: { code: 'SUBGRAPH_TIMEOUT' } });
  });
});

describe('where it is', () => {
  const serversAt = async (origin: string, headers: Record<string, string> = {}) => {
    const document = await (await fetch(`${origin}/api/v1/openapi.json`, { headers })).json();
    return (document as { servers: { url: string }[] }).servers.map(({ url }) => url);
  };

  it('says the address that clients know, in the document, links and locations', async () => {
    const origin = await originOf({ PUBLIC_URL: 'https://shop.example/cards/' });
    expect(await serversAt(origin)).toEqual(['https://shop.example/cards/api/v1']);
    const page = await (await RestClient.of(origin)).send('/products?first=1');
    expect(page.headers.get('link')).toContain('<https://shop.example/cards/api/v1/products?first=1>; rel="first"');
  });

  it('takes the prefix of a proxy of ours, and of nobody else', async () => {
    const prefixed = { 'x-forwarded-prefix': '/cards/' };
    expect(await serversAt(shop.origin, prefixed)).toEqual(['/api/v1']);
    const behind = await originOf({ TRUSTED_PROXIES: '1' });
    expect(await serversAt(behind, prefixed)).toEqual(['/cards/api/v1']);
    expect(await serversAt(behind, { 'x-forwarded-prefix': '//evil.example' })).toEqual(['/api/v1']);
    expect(await serversAt(behind, { 'x-forwarded-prefix': '/a"><script>' })).toEqual(['/api/v1']);
  });

  it('can be switched off, the docs by themselves', async () => {
    const statusAt = async (environment: Record<string, string>, path: string) =>
      (await fetch((await originOf(environment)) + path)).status;
    expect(await statusAt({ REST_API: 'off' }, '/api/v1/products')).toBe(404);
    expect(await statusAt({ NODE_ENV: 'production' }, '/api/v1/docs/')).toBe(404);
    expect(await statusAt({ NODE_ENV: 'production' }, '/api/v1/openapi.json')).toBe(200);
    expect(await statusAt({ NODE_ENV: 'production', REST_DOCS: 'on' }, '/api/v1/docs/')).toBe(200);
    expect(await statusAt({ REST_DOCS: 'off' }, '/api/v1/docs/')).toBe(404);
  });

  it('follows the graph: what a new one lacks is gone, and back with the next', async () => {
    const whole = await readFile(shop.supergraphFile, 'utf8');
    const pathsNow = async () =>
      Object.keys(((await (await fetch(`${shop.origin}/api/v1/openapi.json`)).json()) as { paths: object }).paths);
    await writeFile(shop.supergraphFile, whole.replace(/\bpriceHistory\b/g, 'pastPrices'));
    await eventually(async () => expect(await pathsNow()).not.toContain('/variants/{sku}/price-history'));
    expect((await api.send('/variants/A/price-history')).status).toBe(404);
    expect((await api.send('/variants/A')).status).toBe(200);
    await writeFile(shop.supergraphFile, whole);
    await eventually(async () => expect((await api.send('/variants/A/price-history')).status).toBe(200));
  });
});
