import { readFile, writeFile } from 'node:fs/promises';
import { ProductPriceChanged, ProductsImported } from '@cardstock/contracts';
import { eventually, freshRedisUrl } from '@cardstock/testing';
import { type OtherDomains, startOtherDomains } from '@cardstock/testing/other-domains';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type CachedFederation, send, startCachedFederation } from './cached-federation.ts';
import type { TestGateway } from './platform.ts';

const PRODUCT = 'query ($id: ID!) { product(id: $id) { name price { amount } } }';
const LIST = '{ products(first: 100) { total } }';

let federation: CachedFederation;
let second: TestGateway;
let others: OtherDomains;
let redisUrl: string;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  federation = await startCachedFederation({ REDIS_URL: redisUrl });
  second = await federation.another();
  others = await startOtherDomains(redisUrl, []);
});
afterAll(async () => {
  await others.stop();
  await federation.close();
});

let count = 0;
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
const stored = (query: string, more: Parameters<typeof send>[2] = {}) =>
  eventually(async () => {
    const reply = await ask(query, more);
    if (!isHit(reply)) throw new Error(`not stored: ${JSON.stringify(reply)}`);
    return reply;
  });
const priceOf = ({ data }: { data: Record<string, unknown> | null | undefined }) =>
  (data?.['product'] as { price: { amount: number } } | null)?.price.amount;

const money = (amount: number) => ({ amount, currency: 'USD' as const });
const changePrice = async (productId: string, amount: number) => {
  federation.shop.put(productId, amount);
  await others.send(ProductPriceChanged, [
    { sku: `${productId}-NM`, productId, price: money(amount), changedAt: new Date().toISOString() },
  ]);
};
const importProduct = (productId: string) =>
  others.send(ProductsImported, [{ products: [{ productId, name: productId, variants: [] }] }]);
/** How many messages of a type both gateways together have handled. */
const forgotten = async (cause: string) => {
  const counts = [federation, second].map((gateway) =>
    gateway.metric('response_cache_invalidations_total', `cause="${cause}"`),
  );
  return (await Promise.all(counts)).reduce<number>((sum, value) => sum + (value ?? 0), 0);
};
const untilForgotten = async (cause: string, change: () => Promise<unknown>) => {
  const before = await forgotten(cause);
  await change();
  await eventually(async () => expect(await forgotten(cause)).toBeGreaterThan(before));
};

describe('a change', () => {
  it('is seen at every gateway as soon as the event is there, and leaves other answers stored', async () => {
    federation.shop.put(`${id}-other`, 300);
    await stored(PRODUCT, { variables: { id } });
    await stored(PRODUCT, { variables: { id: `${id}-other` } });
    await untilForgotten('ProductPriceChanged', () => changePrice(id, 200));
    for (const { url } of [federation, second]) {
      expect(priceOf(await send(url, PRODUCT, { variables: { id } }))).toBe(200);
    }
    expect(isHit(await look(PRODUCT, { variables: { id: `${id}-other` } }))).toBe(true);
  });

  it('shows in lists, and where there was nothing before', async () => {
    const { data: before } = await stored(LIST);
    const missing = { variables: { id: `${id}-new` } };
    await stored(PRODUCT, missing);
    federation.shop.put(`${id}-new`, 300);
    await untilForgotten('ProductsImported', () => importProduct(`${id}-new`));
    const { data: after } = await ask(LIST);
    const total = (data: unknown) => (data as { products: { total: number } }).products.total;
    expect(total(after)).toBe(total(before) + 1);
    expect(priceOf(await ask(PRODUCT, missing))).toBe(300);
  });

  it('is not hidden by an answer that was begun before it and is stored after it', async () => {
    const held = Promise.withResolvers<void>();
    federation.shop.hold = held.promise;
    const reads = federation.shop.asked['product'] ?? 0;
    const begun = ask(PRODUCT, { variables: { id } });
    await eventually(() => expect(federation.shop.asked['product']).toBe(reads + 1));
    await untilForgotten('ProductPriceChanged', () => changePrice(id, 200));
    // One who comes now does not wait for what was read before.
    const later = ask(PRODUCT, { variables: { id } });
    await eventually(() => expect(federation.shop.asked['product']).toBe(reads + 2));
    held.resolve();
    federation.shop.hold = undefined;
    expect(priceOf(await begun)).toBe(100);
    expect(priceOf(await later)).toBe(200);
    await eventually(async () => {
      const outdated = await federation.metric('response_cache_responses_total', 'outcome="outdated"');
      expect(outdated).toBeGreaterThan(0);
    });
    expect(priceOf(await stored(PRODUCT, { variables: { id } }))).toBe(200);
  });

  it('that cannot be read makes all answers old', async () => {
    await stored(PRODUCT, { variables: { id } });
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
    const queue = new Queue('gateway', { connection, prefix: '{cardstock-gateway}' });
    await untilForgotten('unreadable', () => queue.add('ProductPriceChanged', { nonsense: true }));
    expect(isHit(await look(PRODUCT, { variables: { id } }))).toBe(false);
    await queue.close();
    connection.disconnect();
  });

  it('is followed by a gateway that stores nothing itself', async () => {
    const url = new URL(redisUrl);
    url.pathname = '/0';
    const keeper = await federation.another({ REDIS_URL: url.href, RESPONSE_CACHE: 'off' });
    const elsewhere = await startOtherDomains(url.href, []);
    await elsewhere.send(ProductsImported, [{ products: [] }]);
    await eventually(async () => {
      const seen = await keeper.metric('response_cache_invalidations_total', 'cause="ProductsImported"');
      expect(seen).toBe(1);
    });
    await elsewhere.stop();
  });
});

describe('many who ask the same', () => {
  it('have one answer made, whoever they are, once it is known to be public', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map((user) => federation.jwks.token({ sub: `user-${user}` })));
    await stored(PRODUCT, { variables: { id }, token: tokens[0] });
    const fresh = { variables: { id: `${id}-many` } };
    federation.shop.put(`${id}-many`, 1);
    const held = Promise.withResolvers<void>();
    federation.shop.hold = held.promise;
    const reads = federation.shop.asked['product'] ?? 0;
    const joined = () => federation.metric('response_cache_requests_total', 'outcome="joined"');
    const before = (await joined()) ?? 0;
    const replies = tokens.map((token) => ask(PRODUCT, { ...fresh, token }));
    await eventually(() => expect(federation.shop.asked['product']).toBeGreaterThan(reads));
    held.resolve();
    federation.shop.hold = undefined;
    expect((await Promise.all(replies)).map(priceOf)).toEqual([1, 1, 1, 1]);
    const alone = (federation.shop.asked['product'] ?? 0) - reads;
    const [shared, hits] = [((await joined()) ?? 0) - before, (await Promise.all(replies)).filter(isHit).length];
    expect(alone + shared + hits).toBe(4);
    expect(alone).toBe(1);
  });
});

describe('many whose answers turn out to be private, though others to the same question were public', () => {
  it('have one each', async () => {
    const query = 'query ($day: Int!) { gift(day: $day) }';
    const tokens = await Promise.all([1, 2, 3].map((user) => federation.jwks.token({ sub: `user-${user}` })));
    await stored(query, { variables: { day: 1 }, token: tokens[0] });
    const held = Promise.withResolvers<void>();
    federation.shop.hold = held.promise;
    const reads = federation.shop.asked['gift'] ?? 0;
    const replies = tokens.map((token) => ask(query, { variables: { day: 2 }, token }));
    await eventually(() => expect(federation.shop.asked['gift']).toBeGreaterThan(reads));
    held.resolve();
    federation.shop.hold = undefined;
    const gifts = (await Promise.all(replies)).map(({ data }) => data?.['gift']);
    expect(gifts).toEqual(['for user-1', 'for user-2', 'for user-3']);
  });
});

describe('another graph', () => {
  it('has answers of its own', async () => {
    await stored(PRODUCT, { variables: { id } });
    const sdl = await readFile(federation.supergraphFile, 'utf8');
    const before = await federation.metric('response_cache_requests_total', 'outcome="miss"');
    await writeFile(federation.supergraphFile, `${sdl}\n# another version\n`);
    await eventually(async () => {
      await ask(PRODUCT, { variables: { id } });
      const misses = await federation.metric('response_cache_requests_total', 'outcome="miss"');
      expect(misses).toBeGreaterThan(before ?? 0);
    });
  });
});
