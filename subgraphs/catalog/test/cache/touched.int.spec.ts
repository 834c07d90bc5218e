import { inMarketCurrency } from '@cardstock/contracts';
import { freshRedisUrl } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogReader } from '../../src/application/read.ports.ts';
import type { ProductEvent } from '../../src/domain/product/events.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { makeCatalogReader } from '../../src/persistence/product.queries.ts';
import { aProduct, aVariant } from '../builders.ts';
import { type CachedShop, openCachedShop, PRODUCTS, skuOf } from './cached-shop.ts';
import type { OpenReader } from './open-reader.ts';

const [CARD = '', OTHER = ''] = PRODUCTS;

let shop: CachedShop;
let readers: OpenReader[];
beforeAll(async () => {
  shop = await openCachedShop(await freshRedisUrl());
  readers = [await shop.open(), await shop.open()];
});
afterAll(() => shop.close());

/** Under every name that any of the changes gives or takes. */
const lookAll = async (reader: CatalogReader) => ({
  products: await Promise.all([CARD, OTHER, 'new'].map((id) => reader.productsByIds([id]))),
  slugs: await Promise.all([CARD, OTHER, 'new', 'moved'].map((slug) => reader.productBySlug(slug))),
  variants: await Promise.all(
    [skuOf(CARD), skuOf(OTHER), 'NEW-NM', 'ADDED-NM'].map((sku) => reader.variantsBySkus([sku])),
  ),
  lists: await Promise.all([CARD, OTHER, 'new'].map((id) => reader.variantsOfProducts([id]))),
});

const added = aVariant({ sku: 'ADDED-NM' });
const details = aProduct({ slug: 'new', variants: [aVariant({ sku: 'NEW-NM' })] });

const CHANGES: readonly (readonly [string, string, ProductEvent])[] = [
  ['another price', CARD, { type: 'VariantPricesChanged', prices: [{ sku: skuOf(CARD), price: inMarketCurrency(7) }] }],
  ['another name and slug', CARD, { type: 'ProductDetailsChanged', changes: { name: 'Moved', slug: 'moved' } }],
  ['another SKU', CARD, { type: 'VariantAdded', variant: added }],
  ['a SKU that is not sold any more', CARD, { type: 'VariantRetired', sku: skuOf(CARD) }],
  ['a product that is not shown any more', CARD, { type: 'ProductUnpublished' }],
  ['one that is shown again', CARD, { type: 'ProductPublished' }],
  ['one that is deleted', CARD, { type: 'ProductDeleted' }],
  ['a new product', 'new', { type: 'ProductCreated', details, sourceHash: 'new' }],
  ['a slug that another one gave up', OTHER, { type: 'ProductDetailsChanged', changes: { slug: CARD } }],
];

describe('what a change touches is looked up anew in all processes:', () => {
  it.each(CHANGES)('%s', async (_what, productId, event) => {
    await shop.whileTrusted(readers, async () => {
      for (const { reader } of readers) await lookAll(reader);
    });
    const events = makeProductEvents(shop.stores.mongo);
    const version = (await events.read(productId)).length + 1;
    await events.append([{ productId, version, event, occurredAt: new Date(), actor: 'test' }]);
    const before = await lookAll(makeCatalogReader(shop.stores.sql));
    await shop.step();
    const after = await lookAll(makeCatalogReader(shop.stores.sql));
    expect(after).not.toEqual(before);
    for (const { reader } of readers) expect(await lookAll(reader)).toEqual(after);
  });
});
