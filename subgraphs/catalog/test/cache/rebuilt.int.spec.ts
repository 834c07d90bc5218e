import { randomUUID } from 'node:crypto';
import { openDatabase } from '@cardstock/service';
import { freshRedisUrl, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCaches } from '../../src/cache-side.ts';
import { makeEventSequence } from '../../src/persistence/mongo/event-sequence.ts';
import { makeProductDocuments } from '../../src/persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { runRebuild } from '../../src/projection/run-rebuild.ts';
import { type CachedShop, openCachedShop, PRODUCTS } from './cached-shop.ts';

let shop: CachedShop;
let redisUrl: string;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  shop = await openCachedShop(redisUrl);
});
afterAll(() => shop.close());

const rebuild = async (withRedis: string | undefined): Promise<void> => {
  const { log } = testTools('rebuild');
  const orm = await openDatabase({ url: shop.stores.databaseUrl, entities: [], migrations: [], log, poolSize: 4 });
  const { caches, close } = openCaches({ redisUrl: withRedis, log });
  const { mongo } = shop.stores;
  const stores = { events: makeProductEvents(mongo), documents: makeProductDocuments(mongo) };
  await runRebuild({ orm, caches, stores, sequence: makeEventSequence(mongo), run: randomUUID() });
  close();
  await orm.close();
};

describe('a rebuild of the read model', () => {
  it.each([
    ['with', PRODUCTS[0] ?? ''],
    ['without', PRODUCTS[1] ?? ''],
  ])('%s Redis puts right what all processes show, at its end', async (how, card) => {
    const readers = [await shop.open(), await shop.open()];
    const namesSeen = () =>
      Promise.all(readers.map(async ({ reader }) => (await reader.productsByIds([card]))[0]?.name));
    const wrong = `Wrong ${how}`;
    await shop.stores.sql('update product set name = $1 where id = $2', [wrong, card]);
    await shop.trusted(...readers);
    expect(await namesSeen()).toEqual([wrong, wrong]);
    await rebuild(how === 'with' ? redisUrl : undefined);
    expect(await namesSeen()).toEqual(['Test Card', 'Test Card']);
    await shop.trusted(...readers);
    expect(await namesSeen()).toEqual(['Test Card', 'Test Card']);
  });
});
