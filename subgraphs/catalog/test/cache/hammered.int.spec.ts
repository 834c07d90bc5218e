import { freshRedisUrl, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProjection } from '../../src/projection/projection-loop.ts';
import { type CachedShop, openCachedShop, PRODUCTS, versionsSeen } from './cached-shop.ts';
import type { OpenReader } from './open-reader.ts';

const CHANGES = 60;
const CARDS = PRODUCTS.slice(0, 3);

let shop: CachedShop;
let redisUrl: string;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  shop = await openCachedShop(redisUrl);
});
afterAll(() => shop.close());

const { log } = testTools('projection');

/** Reads without a pause; what was committed before a read began is the least that it may show. */
const watch = ({ reader }: OpenReader, id: string) => {
  const seen = { reads: 0, old: [] as unknown[] };
  let isOver = false;
  const loop = async (): Promise<void> => {
    while (!isOver) {
      const least = await shop.versionOf(id);
      const versions = await versionsSeen(reader, id);
      seen.reads += 1;
      if (versions.some((version) => version < least)) seen.old.push({ least, versions });
    }
  };
  const loops = Promise.all([loop(), loop(), loop()]);
  return async () => {
    isOver = true;
    await loops;
    return seen;
  };
};

describe('prices that change all the time', () => {
  it('are never seen old in any process once they are committed, with two projectors at work', async () => {
    const readers = [await shop.open(), await shop.open()];
    await shop.trusted(...readers);
    const loops = [startProjection(shop.projectorBy(redisUrl), log), startProjection(shop.projectorBy(redisUrl), log)];
    const watching = readers.flatMap((reader) => CARDS.map((id) => watch(reader, id)));
    for (let change = 0; change < CHANGES; change += 1) {
      const id = CARDS[change % CARDS.length] ?? '';
      const version = await shop.reprice(id);
      while ((await shop.versionOf(id)) < version) await shop.step();
    }
    for (const stop of watching) {
      const seen = await stop();
      expect(seen.old).toEqual([]);
      expect(seen.reads).toBeGreaterThan(CHANGES);
    }
    for (const loop of loops) await loop.stop();
    for (const reader of readers) expect(await reader.found('process')).toBeGreaterThan(CHANGES);
  });
});
