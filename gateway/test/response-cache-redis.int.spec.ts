import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { startRedis } from '@cardstock/local/redis';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type CachedFederation, send, startCachedFederation } from './cached-federation.ts';

const PRODUCT = '{ product(id: "p") { name price { amount } } }';
const PAUSE_MS = 3_000;

let folder: string;
let port: number;
let redis: Awaited<ReturnType<typeof startRedis>>;
let federation: CachedFederation;
const start = () => startRedis({ dataFolder: join(folder, 'redis'), port, log: () => undefined });
beforeAll(async () => {
  [folder, port] = [await mkdtemp(join(tmpdir(), 'cardstock-redis-')), await freePort()];
  redis = await start();
  federation = await startCachedFederation({ REDIS_URL: redis.url });
  federation.shop.put('p', 100);
});
afterAll(async () => {
  await federation.close();
  await redis.stop();
  await rm(folder, { recursive: true });
});

const ask = () => send(federation.url, PRODUCT);
const stored = () =>
  eventually(async () => {
    const reply = await ask();
    if (!reply.headers['cache-status']?.includes('hit')) throw new Error('not stored');
    return reply;
  });
const bypassed = async () => (await federation.metric('response_cache_bypasses_total', 'reason="redis"')) ?? 0;
const amount = (price: number) => ({ data: { product: { price: { amount: price } } }, codes: [] });

describe('where Redis', () => {
  it('does not answer, queries are answered without it, and soon without waiting for it', async () => {
    await stored();
    const control = new Redis(redis.url);
    await control.call('CLIENT', 'PAUSE', String(PAUSE_MS), 'ALL');
    federation.shop.put('p', 200);
    const before = await bypassed();
    const times: number[] = [];
    for (const _round of Array(6).keys()) {
      const begunAt = performance.now();
      expect(await ask()).toMatchObject(amount(200));
      times.push(performance.now() - begunAt);
    }
    // Three questions are given up; after that it is let alone for a second.
    expect(Math.min(...times.slice(3))).toBeLessThan(Math.min(...times.slice(0, 3)));
    expect(await bypassed()).toBe(before + 6);
    control.disconnect();
  });

  it('is away and comes back empty, answers are made, and then stored again', async () => {
    await stored();
    await redis.stop();
    federation.shop.put('p', 300);
    for (const _round of [1, 2, 3]) expect(await ask()).toMatchObject(amount(300));
    await rm(join(folder, 'redis'), { recursive: true });
    redis = await start();
    expect(await stored()).toMatchObject(amount(300));
  });

  it('is away when the gateway starts, it starts', async () => {
    const nobody = await federation.another({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(await send(nobody.url, PRODUCT)).toMatchObject(amount(300));
  });
});
