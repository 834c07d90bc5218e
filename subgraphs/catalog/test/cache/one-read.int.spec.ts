import { eventually, freshRedisUrl } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogReader } from '../../src/application/read.ports.ts';
import { makeCatalogReader } from '../../src/persistence/product.queries.ts';
import { type CachedShop, openCachedShop, PRODUCTS, skuOf } from './cached-shop.ts';

let shop: CachedShop;
beforeAll(async () => {
  shop = await openCachedShop(await freshRedisUrl());
});
afterAll(() => shop.close());

const HUNDRED = PRODUCTS.slice(0, 100);
const [CARD = ''] = PRODUCTS;

/** All lookups there are, whatever the order in which they answer. */
const lookAll = async (reader: CatalogReader) => ({
  products: new Map((await reader.productsByIds(HUNDRED)).map((one) => [one.id, one])),
  slug: await reader.productBySlug(CARD),
  variants: new Map((await reader.variantsBySkus(HUNDRED.map(skuOf))).map((one) => [one.sku, one])),
  lists: Map.groupBy(await reader.variantsOfProducts(HUNDRED), ({ productId }) => productId),
});

describe('lookups by way of the caches', () => {
  it('of many products take one statement, then none, and in another process none at all', async () => {
    const [one, other] = [await shop.open(), await shop.open()];
    let attempts = 0;
    // Redis is told after the answer: where the other process was faster, it is tried with other products.
    await eventually(async () => {
      const wanted = PRODUCTS.slice(attempts * 20, attempts * 20 + 20);
      attempts += 1;
      await shop.trusted(one, other);
      const before = [one.statements.length, other.statements.length] as const;
      const first = await one.reader.productsByIds(wanted);
      const statements = one.statements.length - before[0];
      const again = await one.reader.productsByIds(wanted);
      const elsewhere = await other.reader.productsByIds(wanted);
      expect(first.map(({ id }) => id)).toEqual(wanted);
      expect([again, elsewhere]).toEqual([first, first]);
      const [ours, theirs] = [one.statements.length - before[0], other.statements.length - before[1]];
      expect([statements, ours, theirs]).toEqual([1, 1, 0]);
    });
    expect(await other.found('redis')).toBeGreaterThanOrEqual(20);
  });

  it('show the very same as the tables do', async () => {
    const cached = await shop.open();
    const tables = await lookAll(makeCatalogReader(shop.stores.sql));
    await shop.whileTrusted([cached], async () => {
      for (const _time of ['from the tables', 'from the caches']) expect(await lookAll(cached.reader)).toEqual(tables);
    });
    expect(await cached.found('process')).toBeGreaterThanOrEqual(301);
  });

  it('of one cold product by two hundred at once are one statement', async () => {
    const one = await shop.open();
    const joinedBefore = await one.found('joined');
    const count = await shop.whileTrusted([one], async (attempt) => {
      const before = one.statements.length;
      const id = `cold-${attempt}`;
      await Promise.all(Array.from({ length: 200 }, () => one.reader.productsByIds([id])));
      return one.statements.length - before;
    });
    expect(count).toBe(1);
    expect((await one.found('joined')) - joinedBefore).toBeGreaterThanOrEqual(199);
  });

  it('of what is not there are remembered', async () => {
    const one = await shop.open();
    const count = await shop.whileTrusted([one], async (attempt) => {
      const before = one.statements.length;
      for (const _again of [1, 2, 3]) {
        expect(await one.reader.productsByIds([`none-${attempt}`])).toEqual([]);
        expect(await one.reader.variantsOfProducts([`none-${attempt}`])).toEqual([]);
      }
      return one.statements.length - before;
    });
    expect(count).toBe(2);
  });

  it('fail for all who wait where the tables fail, and for nobody later', async () => {
    let isBroken = false;
    const one = await shop.open({
      wrap: (read) => async (what) => {
        if (isBroken) throw new Error('no tables today');
        return read(what);
      },
    });
    await shop.trusted(one);
    isBroken = true;
    const asked = Array.from({ length: 5 }, () => one.reader.productsByIds(['fails']));
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'no tables today' } });
    }
    isBroken = false;
    expect(await one.reader.productsByIds(['fails'])).toEqual([]);
  });

  it('may not change what others see', async () => {
    const one = await shop.open();
    const [product] = await one.reader.productsByIds([CARD]);
    expect(() => product?.types.push('Changed')).toThrow(TypeError);
  });
});
