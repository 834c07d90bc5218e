import { eventually, freshRedisUrl } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CachedFederation, send, startCachedFederation } from './cached-federation.ts';
import { listen } from './listen.ts';

let federation: CachedFederation;
let ada: string;
let bob: string;
beforeAll(async () => {
  federation = await startCachedFederation({ REDIS_URL: await freshRedisUrl() });
  ada = await federation.jwks.token({ sub: 'ada' });
  bob = await federation.jwks.token({ sub: 'bob' });
});
afterAll(() => federation.close());

let count = 0;
/** A product that no test has asked for. */
let id: string;
beforeEach(() => {
  count += 1;
  id = `p${count}`;
  federation.shop.put(id, 100);
});

const ask = (query: string, more: Parameters<typeof send>[2] = {}) => send(federation.url, query, more);
const isHit = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
  headers['cache-status']?.includes('hit') === true;
/** Asks for what may be stored, again where a busy machine kept Redis from answering in time. */
const look = (query: string, more: Parameters<typeof send>[2] = {}) =>
  eventually(async () => {
    const reply = await ask(query, more);
    if (reply.headers['cache-status'] === undefined) throw new Error(`not looked for: ${JSON.stringify(reply)}`);
    return reply;
  });
/** Asks once, and again until it is answered from what was stored. */
const hit = async (query: string, more: Parameters<typeof send>[2] = {}) => {
  const first = await look(query, more);
  const second = await eventually(async () => {
    const reply = await ask(query, more);
    if (!isHit(reply)) throw new Error(`not stored: ${JSON.stringify(reply)}`);
    return reply;
  });
  return { first, second };
};
/** What comes without that a subgraph was asked for it. */
const withoutAsking = <Result>(get: () => Promise<Result>): Promise<Result> =>
  eventually(async () => {
    const before = { ...federation.shop.asked };
    const result = await get();
    expect(federation.shop.asked).toEqual(before);
    return result;
  });
const PRODUCT = 'query ($id: ID!) { product(id: $id) { name price { amount } } }';

describe('an answer that may be stored', () => {
  it('is given again without asking a subgraph, with its age', async () => {
    const { first } = await hit(PRODUCT, { variables: { id } });
    expect(first.data).toEqual({ product: { name: `Card ${id}`, price: { amount: 100 } } });
    expect(first.headers).toMatchObject({
      'cache-control': 'public, max-age=0',
      'cache-status': 'cardstock; fwd=miss',
    });
    const { data, headers } = await withoutAsking(() => look(PRODUCT, { variables: { id } }));
    expect(data).toEqual(first.data);
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=0', age: expect.stringMatching(/^\d$/) });
    expect(headers['cache-status']).toMatch(/^cardstock; hit; ttl=(60|5\d)$/);
  });

  it('is the same over WebSocket, and for a document that is sent for the first time', async () => {
    const { first } = await hit(PRODUCT, { variables: { id } });
    const client = federation.client();
    const overSocket = await withoutAsking(() => listen(client, `${PRODUCT} `, { id }).received(1));
    expect(overSocket[0]?.data).toEqual(first.data);
  });

  it('is stored as long as what may be stored for the shortest time', async () => {
    const query = 'query ($id: ID!) { product(id: $id) { name rating } }';
    const { second } = await hit(query, { variables: { id } });
    expect(second.headers['cache-status']).toMatch(/ttl=(10|\d)$/);
  });

  it('is made anew when its time is over', async () => {
    const { second } = await hit('{ brief }');
    await eventually(async () => {
      const { data } = await ask('{ brief }');
      if (data?.['brief'] === second.data?.['brief']) throw new Error('still the old one');
    });
  });

  it('is counted, as hit and as miss', async () => {
    const metric = async (labels: string) => (await federation.metric('response_cache_requests_total', labels)) ?? 0;
    const before = [await metric('outcome="hit"'), await metric('outcome="miss"')];
    await ask(PRODUCT, { variables: { id } });
    await eventually(async () => {
      await ask(PRODUCT, { variables: { id } });
      expect(await metric('outcome="hit"')).toBeGreaterThan(before[0] ?? 0);
    });
    expect(await metric('outcome="miss"')).toBeGreaterThan(before[1] ?? 0);
    expect(await federation.metric('response_cache_responses_total', 'outcome="stored"')).toBeGreaterThan(0);
  });
});

describe('what must not be mixed up', () => {
  it('is stored apart: variables, defaults and null, operations, conditions, aliases', async () => {
    const query =
      'query A($name: String, $more: Boolean = true) { greeting(name: $name) again: greeting(name: "x") @include(if: $more) } query B($name: String) { greeting(name: $name, loud: true) }';
    const as = async (operationName: string, variables: Record<string, unknown>) => {
      const reply = await fetch(federation.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName, variables }),
      });
      return ((await reply.json()) as { data: unknown }).data;
    };
    for (const _round of [1, 2, 3]) {
      expect(await as('A', { name: 'a' })).toEqual({ greeting: 'hello a', again: 'hello x' });
      expect(await as('A', { name: 'a', more: false })).toEqual({ greeting: 'hello a' });
      expect(await as('A', { name: null, more: false })).toEqual({ greeting: 'hello null' });
      expect(await as('A', { more: false })).toEqual({ greeting: 'hello undefined' });
      expect(await as('B', { name: 'a' })).toEqual({ greeting: 'hello a!' });
      expect((await ask('{ hi: greeting(name: "a") }')).data).toEqual({ hi: 'hello a' });
    }
  });

  it('is not made a new answer by variables that the operation has not', async () => {
    await hit(PRODUCT, { variables: { id } });
    expect(isHit(await look(PRODUCT, { variables: { id, noise: 1 } }))).toBe(true);
  });

  it('is what each user alone may see', async () => {
    const query = '{ me { name } }';
    const [own] = [await hit(query, { token: ada }), await hit(query, { token: bob })];
    expect(own.second.data).toEqual({ me: { name: 'ada' } });
    expect(own.second.headers['cache-control']).toBe('private, max-age=0');
    expect((await ask(query, { token: bob })).data).toEqual({ me: { name: 'bob' } });
    const staff = await federation.jwks.token({ sub: 'ada', roles: ['ADMIN'] });
    expect(isHit(await look(query, { token: staff }))).toBe(false);
    const nobody = [await ask(query), await ask(query), await ask(query)];
    expect(nobody.map(({ data }) => data)).toEqual(Array(3).fill({ me: { name: 'anonymous' } }));
    expect(nobody.some(isHit)).toBe(false);
  });

  it('is what visitors share, and what a subgraph answers users apart', async () => {
    expect((await hit('{ offer }')).second.data).toEqual({ offer: 'for anonymous' });
    expect((await hit('{ offer }', { token: ada })).second.data).toEqual({ offer: 'for ada' });
    expect((await hit('{ offer }', { token: bob })).second.data).toEqual({ offer: 'for bob' });
  });

  it('is a public answer with what only some may see, and without', async () => {
    const query = 'query ($id: ID!) { product(id: $id) { name margin } }';
    const { second } = await hit(query, { variables: { id }, token: ada });
    expect(second.data).toEqual({ product: { name: `Card ${id}`, margin: 7 } });
    expect(second.headers['cache-control']).toBe('private, max-age=0');
    expect(isHit(await look(query, { variables: { id }, token: bob }))).toBe(true);
    for (const _round of [1, 2, 3]) {
      const nobody = await ask(query, { variables: { id } });
      expect(nobody).toMatchObject({
        data: { product: { name: `Card ${id}`, margin: null } },
        codes: ['UNAUTHORIZED_FIELD_OR_TYPE'],
      });
      expect(nobody.headers['cache-control']).toBe('no-store');
    }
  });
});

describe('what must not be stored', () => {
  it.each([
    ['what no subgraph lets be stored', '{ now }'],
    ['an answer with a part that may not be stored', 'query ($id: ID!) { product(id: $id) { name available } }'],
    ['an answer with an error', '{ failing }'],
    ['an answer that no subgraph gave', '{ __typename }'],
  ])('is made for everybody: %s', async (_name, query) => {
    for (const _round of Array(12).keys()) {
      const { headers } = await ask(query, { variables: { id } });
      expect([headers['cache-control'], headers['age']]).toEqual(['no-store', undefined]);
    }
  });

  it('is not looked for any more after a while', async () => {
    for (const _round of Array(10).keys()) await ask('query Often { now }');
    const bypassed = await federation.metric('response_cache_bypasses_total', 'reason="unstorable"');
    expect(bypassed).toBeGreaterThan(0);
  });

  it('is an answer longer than the limit', async () => {
    const gateway = await federation.another({ RESPONSE_CACHE_MAX_BYTES: '20', REDIS_URL: await freshRedisUrl() });
    await eventually(async () => {
      expect(isHit(await send(gateway.url, PRODUCT, { variables: { id } }))).toBe(false);
      expect(await gateway.metric('response_cache_responses_total', 'outcome="too_large"')).toBe(3);
    });
  });
});

describe('a client', () => {
  it('can want an answer that is made now, which is stored, or one that is not stored at all', async () => {
    await hit(PRODUCT, { variables: { id } });
    federation.shop.put(id, 200);
    const unstored = await ask(PRODUCT, { variables: { id }, headers: { 'cache-control': 'no-store' } });
    expect(unstored.data).toMatchObject({ product: { price: { amount: 200 } } });
    expect((await ask(PRODUCT, { variables: { id } })).data).toMatchObject({ product: { price: { amount: 100 } } });
    const fresh = await ask(PRODUCT, { variables: { id }, headers: { 'cache-control': 'no-cache' } });
    expect(fresh.data).toMatchObject({ product: { price: { amount: 200 } } });
    await eventually(async () => {
      expect((await ask(PRODUCT, { variables: { id } })).data).toMatchObject({ product: { price: { amount: 200 } } });
    });
  });

  it('is told that it may keep a public answer, where that is allowed', async () => {
    const gateway = await federation.another({ RESPONSE_CACHE_CLIENT_SECONDS: '5' });
    const { headers } = await send(gateway.url, PRODUCT, { variables: { id } });
    expect(headers['cache-control']).toBe('public, max-age=5');
  });

  it('reads what it has written', async () => {
    await hit('{ me { name } }', { token: ada });
    await ask('mutation { rename(name: "Ada L.") }', { token: ada });
    expect((await ask('{ me { name } }', { token: ada })).data).toEqual({ me: { name: 'Ada L.' } });
    await hit('{ me { name } }', { token: ada });
  });

  it('gets no stored answer from a gateway that is told not to store any', async () => {
    const gateway = await federation.another({ RESPONSE_CACHE: 'off' });
    for (const _round of [1, 2, 3]) {
      const { headers } = await send(gateway.url, PRODUCT, { variables: { id } });
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});
