import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { backfillClaims } from '../../src/persistence/mongo/backfill-claims.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { freshStores, type TestStores } from '../stores.ts';

let stores: TestStores;
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const NOW = new Date('2026-01-01T12:00:00Z');
const DETAILS = aProduct({ slug: 'old', variants: [aVariant({ sku: 'OLD' })] });

/** A product as an import left it before there were statuses and claims. */
const anOldProduct = async (id: string): Promise<void> => {
  const content = { details: DETAILS, sourceHash: 'h' };
  const event = { productId: id, version: 1, occurredAt: NOW, actor: 'import:test' };
  await stores.mongo.events.insertOne({ _id: 1, ...event, type: 'ProductCreated', data: content } as never);
  await stores.mongo.counters.insertOne({ _id: 'product_event.position', value: 1 });
  await stores.mongo.products.insertOne({ _id: id, version: 1, ...content } as never);
  await stores.mongo.counters.deleteOne({ _id: 'name_claim.backfilled' });
};

it('takes over products of before there were statuses and claims, also where it is interrupted or done twice', async () => {
  await anOldProduct('old');
  await Promise.all([backfillClaims(stores.mongo), backfillClaims(stores.mongo)]);
  await backfillClaims(stores.mongo);
  const { handle } = makeWriteSide(stores.mongo, stores.transact);
  const send = (productId: string, command: Parameters<typeof handle>[0]['command']) =>
    handle({ productId, command, actor: 'test', at: NOW });
  expect(await send('new', { type: 'CreateProduct', details: DETAILS, categories: [] })).toMatchObject({
    refusal: { code: 'SLUG_TAKEN' },
  });
  expect(await send('old', { type: 'Archive' })).toMatchObject({
    ok: true,
    product: { version: 2, status: 'ARCHIVED', details: DETAILS, retired: [], categories: [] },
  });
  const document = await stores.mongo.products.findOne({ _id: 'old' });
  expect(document).toMatchObject({ version: 2, status: 'ARCHIVED' });
});
