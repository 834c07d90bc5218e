import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { startRedis } from '@cardstock/local/redis';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type CachedShop, openCachedShop, PRODUCTS, versionsSeen } from './cached-shop.ts';
import type { OpenReader } from './open-reader.ts';

let folder: string;
let port: number;
let server: Awaited<ReturnType<typeof startRedis>>;
let shop: CachedShop;
let readers: OpenReader[];
const start = () => startRedis({ dataFolder: join(folder, 'redis'), port, log: () => undefined });
beforeAll(async () => {
  [folder, port] = [await mkdtemp(join(tmpdir(), 'cardstock-redis-')), await freePort()];
  server = await start();
  shop = await openCachedShop(server.url);
  readers = [await shop.open(), await shop.open()];
});
afterAll(async () => {
  await shop.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const [CARD = ''] = PRODUCTS;

/** As soon as a change is committed, all processes show it. */
const changeIsSeen = async (): Promise<void> => {
  const version = await shop.reprice(CARD);
  while ((await shop.versionOf(CARD)) < version) await shop.step();
  for (const { reader } of readers) expect(await versionsSeen(reader, CARD)).toEqual(Array(4).fill(version));
};

/** Every process has the card from its own memory. */
const cached = async (): Promise<void> => {
  await shop.trusted(...readers);
  for (const { reader } of readers) await versionsSeen(reader, CARD);
};

const kill = async (): Promise<void> => {
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
};

describe('a price is right in every process where Redis', () => {
  it('does not answer, and when it answers again', async () => {
    await cached();
    process.kill(server.pid, 'SIGSTOP');
    try {
      await changeIsSeen();
      await changeIsSeen();
      expect(readers.map(({ isTrusted }) => isTrusted())).toEqual([false, false]);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    await changeIsSeen();
    await cached();
    await changeIsSeen();
  });

  it('is killed, and comes back with what it had written down', async () => {
    await cached();
    await kill();
    await changeIsSeen();
    server = await start();
    await changeIsSeen();
    await cached();
    await changeIsSeen();
  });

  it('comes back from a kill before anybody missed it', async () => {
    await cached();
    await kill();
    server = await start();
    await changeIsSeen();
    await cached();
    await changeIsSeen();
  });

  it('comes back with older data', async () => {
    await cached();
    const [now, then] = [join(folder, 'redis'), join(folder, 'older')];
    await cp(now, then, { recursive: true });
    await changeIsSeen();
    await cached();
    await kill();
    await rm(now, { recursive: true });
    await rename(then, now);
    server = await start();
    const version = await shop.versionOf(CARD);
    readers.push(await shop.open());
    await cached();
    for (const { reader } of readers) expect(await versionsSeen(reader, CARD)).toEqual(Array(4).fill(version));
    await changeIsSeen();
  });

  it('is emptied', async () => {
    await cached();
    const control = new Redis(server.url);
    await control.flushall();
    control.disconnect();
    await changeIsSeen();
    await cached();
    await changeIsSeen();
  });

  it('comes back empty', async () => {
    await cached();
    await kill();
    await rm(join(folder, 'redis'), { recursive: true });
    server = await start();
    await changeIsSeen();
    await cached();
    await changeIsSeen();
  });
});
