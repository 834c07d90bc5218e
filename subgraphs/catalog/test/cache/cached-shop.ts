import { inMarketCurrency } from '@cardstock/contracts';
import type { Transact } from '@cardstock/service';
import { eventually, testTools } from '@cardstock/testing';
import type { CatalogReader } from '../../src/application/read.ports.ts';
import { openCaches } from '../../src/cache-side.ts';
import { runImport } from '../../src/index.ts';
import { findTouched } from '../../src/persistence/cache/touched-entries.queries.ts';
import { makeEventSequence } from '../../src/persistence/mongo/event-sequence.ts';
import { makeProductDocuments } from '../../src/persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { readModel } from '../../src/persistence/read-model.repository.ts';
import { makeProjector } from '../../src/projection/projector.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSource, freshStores, type TestStores } from '../stores.ts';
import { type OpenOptions, type OpenReader, openReader } from './open-reader.ts';

/** Prices tell their product's version, so that an old one is known by itself. */
export const priceAt = (version: number): number => 1_000 + version;

export const PRODUCTS = Array.from({ length: 120 }, (_, index) => `card-${index}`);
export const skuOf = (id: string): string => `${id}-NM`;

const aCard = (id: string) => {
  const variants = [aVariant({ sku: skuOf(id), price: inMarketCurrency(priceAt(1)) })];
  return { id, details: aProduct({ slug: id, number: id, variants }) };
};

/** The version that each way of looking a product up shows. */
export const versionsSeen = async (reader: CatalogReader, id: string): Promise<number[]> => {
  const [[product], slug, [variant], [listed]] = await Promise.all([
    reader.productsByIds([id]),
    reader.productBySlug(id),
    reader.variantsBySkus([skuOf(id)]),
    reader.variantsOfProducts([id]),
  ]);
  const prices = [variant, listed].map((one) => (one?.priceAmount ?? 0) - priceAt(0));
  return [product?.version ?? 0, slug?.version ?? 0, ...prices];
};

const projectorOf = (stores: TestStores, redisUrl: string | undefined, transact: Transact) => {
  const { caches, close } = openCaches({ redisUrl, log: testTools('catalog').log });
  const projector = makeProjector({
    transact,
    readModel,
    sequence: makeEventSequence(stores.mongo),
    events: makeProductEvents(stores.mongo),
    documents: makeProductDocuments(stores.mongo),
    caches,
    findTouched,
  });
  return { step: projector.step, close };
};

/** A catalogue of cards, processes that read it, and who projects, each as the test wants it. */
export const openCachedShop = async (redisUrl: string) => {
  const stores = await freshStores();
  const events = makeProductEvents(stores.mongo);
  await runImport({ source: aSource(PRODUCTS.map(aCard)), stores });
  const closing: (() => unknown)[] = [];
  const projectorBy = (url: string | undefined, transact: Transact = stores.transact) => {
    const projector = projectorOf(stores, url, transact);
    closing.push(projector.close);
    return projector;
  };
  const projector = projectorBy(redisUrl);
  const versionOf = async (id: string): Promise<number> => {
    const [row] = await stores.sql<{ version: number }>('select version from product where id = $1', [id]);
    return row?.version ?? 0;
  };
  /** Has the projector at work until all of these trust their caches, and have seen where the tables are. */
  const trusted = (...readers: readonly OpenReader[]): Promise<void> =>
    eventually(async () => {
      await projector.step();
      for (const { reader } of readers) await reader.productsByIds(['seen-where']);
      if (!readers.every(({ isTrusted }) => isTrusted())) throw new Error('not trusted');
    });
  return {
    stores,
    projectorBy,
    step: projector.step,
    versionOf,
    /** Records a new price; it is not projected yet. */
    reprice: async (id: string): Promise<number> => {
      const version = (await events.read(id)).length + 1;
      const prices = [{ sku: skuOf(id), price: inMarketCurrency(priceAt(version)) }];
      const event = { type: 'VariantPricesChanged' as const, prices };
      await events.append([{ productId: id, version, event, occurredAt: new Date(), actor: 'test' }]);
      return version;
    },
    open: async (options: OpenOptions = {}): Promise<OpenReader> => {
      const reader = await openReader(stores.databaseUrl, redisUrl, options);
      closing.push(reader.stop);
      return reader;
    },
    /** What came of work during which the caches of these were trusted all the time; it is done again until they were. */
    whileTrusted: async <Result>(
      readers: readonly OpenReader[],
      work: (attempt: number) => Promise<Result>,
    ): Promise<Result> => {
      const bypassed = async () => Promise.all(readers.map(({ found }) => found('bypassed')));
      for (let attempt = 0; ; attempt += 1) {
        await trusted(...readers);
        const before = await bypassed();
        const result = await work(attempt);
        if (String(await bypassed()) === String(before)) return result;
      }
    },
    trusted,
    close: async () => {
      for (const close of closing.reverse()) await close();
      await stores.drop();
    },
  };
};

export type CachedShop = Awaited<ReturnType<typeof openCachedShop>>;

/** Transactions that end as the test says: after the work, before the commit. */
export const endingWith = (stores: TestStores, atTheEnd: () => Promise<void>): Transact =>
  ((work) =>
    stores.transact(async (scope) => {
      const result = await work(scope);
      await atTheEnd();
      return result;
    })) as Transact;
