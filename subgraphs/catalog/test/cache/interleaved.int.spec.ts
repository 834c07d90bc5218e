import { freshRedisUrl } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CachedShop, endingWith, openCachedShop, PRODUCTS, versionsSeen } from './cached-shop.ts';

let shop: CachedShop;
let redisUrl: string;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  shop = await openCachedShop(redisUrl);
});
afterAll(() => shop.close());

const allAt = (version: number) => [version, version, version, version];

const grant = async (): Promise<unknown> =>
  shop.stores.sql(`select position from projection_position where name = 'catalog:cache-grant'`);

/** Projects what is recorded; `beforeCommit` runs when all caches have been told, which are trusted all the same. */
const projectWith = async (beforeCommit: () => Promise<void>): Promise<void> => {
  const before = await grant();
  const { step } = shop.projectorBy(redisUrl, endingWith(shop.stores, beforeCommit));
  await step().finally(async () => expect(await grant()).toEqual(before));
};

describe('a change', () => {
  it('that comes while its product is read is not kept as it was before, neither here nor in Redis', async () => {
    const [CARD = ''] = PRODUCTS;
    const [gate, isReading] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isSlow = false;
    let reads = 0;
    const [slow, other] = [
      await shop.open({
        wrap: (read) => async (what) => {
          const result = await read(what);
          if (isSlow) {
            reads += 1;
            if (reads === 4) isReading.resolve();
            await gate.promise;
          }
          return result;
        },
      }),
      await shop.open(),
    ];
    await shop.trusted(slow, other);
    isSlow = true;
    const before = versionsSeen(slow.reader, CARD);
    await isReading.promise;
    const version = await shop.reprice(CARD);
    await shop.step();
    isSlow = false;
    const after = versionsSeen(slow.reader, CARD); // joins nobody who began before
    gate.resolve();
    expect(await after).toEqual(allAt(version));
    expect(await before).toEqual(allAt(version - 1));
    for (const { reader } of [slow, other]) expect(await versionsSeen(reader, CARD)).toEqual(allAt(version));
  });

  it('is seen from its commit on by who read between its announcement and that', async () => {
    const CARD = PRODUCTS[1] ?? '';
    const [one, other] = [await shop.open(), await shop.open()];
    await shop.trusted(one, other);
    await Promise.all([versionsSeen(one.reader, CARD), versionsSeen(other.reader, CARD)]);
    const version = await shop.reprice(CARD);
    await projectWith(async () => {
      for (const { reader } of [one, other, one, other])
        expect(await versionsSeen(reader, CARD)).toEqual(allAt(version - 1));
    });
    for (const { reader } of [one, other]) expect(await versionsSeen(reader, CARD)).toEqual(allAt(version));
  });

  it('is seen by a process that begins to trust its caches between its announcement and its commit', async () => {
    const CARD = PRODUCTS[2] ?? '';
    /** Whether the process began in time: before the lease of this transaction was over. */
    const changeWhileOneBegins = async (): Promise<boolean> => {
      await shop.trusted(await shop.open());
      const version = await shop.reprice(CARD);
      let late = await shop.open();
      let wasTrusted = false;
      await projectWith(async () => {
        late = await shop.open();
        for (let look = 0; look < 500 && !late.isTrusted(); look += 1) await shop.versionOf(CARD);
        wasTrusted = late.isTrusted();
        for (const _again of [1, 2]) expect(await versionsSeen(late.reader, CARD)).toEqual(allAt(version - 1));
      });
      expect(await versionsSeen(late.reader, CARD)).toEqual(allAt(version));
      return wasTrusted;
    };
    while (!(await changeWhileOneBegins())) {
      // The machine is busy: once more.
    }
  });

  it('that was announced by a projector that then died is not shown, and then made by the next one', async () => {
    const CARD = PRODUCTS[3] ?? '';
    const one = await shop.open();
    await shop.trusted(one);
    expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(1));
    const version = await shop.reprice(CARD);
    const dying = projectWith(async () => {
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    for (const _again of [1, 2]) expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(1));
    await shop.step();
    expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(version));
  });

  it('by who knows no Redis waits until no cache is trusted any more', async () => {
    const CARD = PRODUCTS[4] ?? '';
    const one = await shop.open();
    await shop.trusted(one);
    expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(1));
    const version = await shop.reprice(CARD);
    await shop.projectorBy(undefined).step();
    expect(one.isTrusted()).toBe(false);
    expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(version));
    await shop.trusted(one);
    expect(await versionsSeen(one.reader, CARD)).toEqual(allAt(version));
  });
});
