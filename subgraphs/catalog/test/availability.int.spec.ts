import { InventoryChanged, makeEnvelope, newId } from '@cardstock/contracts';
import { appendToOutbox, OutOfOrder } from '@cardstock/messaging';
import { eventually, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Level } from '../src/application/projection.ports.ts';
import { runImport } from '../src/index.ts';
import { onInventoryChanged } from '../src/messaging/inventory-changed.consumer.ts';
import { applyLevels } from '../src/persistence/availability.repository.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { aSource } from './stores.ts';

const product = (name: string) => ({
  id: name,
  details: aProduct({
    slug: name,
    name,
    variants: [aVariant({ sku: `${name}-NM` }), aVariant({ sku: `${name}-LP`, condition: 'LIGHTLY_PLAYED' })],
  }),
});

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith(['Apple', 'Birch', 'Cedar'].map(product));
});
afterAll(() => catalog.stop());

const envelopeOf = (levels: Level[], id = newId()) =>
  makeEnvelope(
    InventoryChanged,
    { levels },
    { id, subject: 'availability', source: 'inventory', occurredAt: new Date(), correlationId: 'test' },
  );

const tell = (levels: Level[], id?: string): Promise<void> => {
  const envelope = envelopeOf(levels, id);
  return onInventoryChanged(catalog.stores.transact, applyLevels).handle(envelope.data, {
    messageId: envelope.id,
    envelope,
    log: testTools('test').log,
  });
};

const available = async (sku: string): Promise<number | undefined> => {
  const [row] = await catalog.stores.sql<{ available: number }>('select available from variant where sku = $1', [sku]);
  return row?.available;
};

const inStock = async (filter: object = {}): Promise<string[]> => {
  const { data } = await catalog.ask<{ products: { nodes: { name: string }[] } }>(
    'query ($filter: ProductFilter) { products(filter: $filter) { nodes { name } } }',
    { filter: { inStock: true, ...filter } },
  );
  return data.products.nodes.map(({ name }) => name);
};

it('makes a product findable as in stock once the inventory tells of its pieces, over the queue', async () => {
  expect(await inStock()).not.toContain('Apple');
  const news = envelopeOf([{ sku: 'Apple-NM', available: 3, revision: 1 }]);
  await catalog.stores.transact(({ sql }) => appendToOutbox(sql, [news]));
  await eventually(async () => expect(await inStock()).toContain('Apple'));
  expect(await inStock({ condition: ['LIGHTLY_PLAYED'] })).not.toContain('Apple');
});

it('ignores a level that is older than what it knows, and a message that comes twice', async () => {
  const id = newId();
  await tell([{ sku: 'Birch-NM', available: 5, revision: 7 }], id);
  await tell([{ sku: 'Birch-NM', available: 9, revision: 6 }]);
  await tell([{ sku: 'Birch-NM', available: 5, revision: 7 }], id);
  expect(await available('Birch-NM')).toBe(5);
});

it('takes a message about a SKU that it does not know yet again later, and then loses none of it', async () => {
  const id = newId();
  const levels = [
    { sku: 'Cedar-NM', available: 2, revision: 1 },
    { sku: 'Later-NM', available: 4, revision: 1 },
  ];
  await expect(tell(levels, id)).rejects.toBeInstanceOf(OutOfOrder);
  await runImport({ source: aSource([product('Later')], '2'), stores: catalog.stores });
  await tell(levels, id);
  expect([await available('Cedar-NM'), await available('Later-NM')]).toEqual([2, 4]);
});

it('keeps the stock when a product is revised', async () => {
  await tell([{ sku: 'Birch-LP', available: 8, revision: 1 }]);
  const { id, details } = product('Birch');
  await runImport({
    source: aSource([{ id, details: { ...details, text: 'Revised.' } }], '3'),
    stores: catalog.stores,
  });
  expect(await available('Birch-LP')).toBe(8);
});
