import type { DataOf, Envelope, ProductsImported } from '@cardstock/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEvent } from '../src/application/write.ports.ts';
import { runImport } from '../src/index.ts';
import { makeEventSequence } from '../src/persistence/mongo/event-sequence.ts';
import { makeProductEvents } from '../src/persistence/mongo/product-event.repository.ts';
import { aProduct, aVariant } from './builders.ts';
import { aSlice, aSource, freshStores, type TestStores } from './stores.ts';

let stores: TestStores;
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const NOW = new Date('2026-01-01T12:00:00Z');
const LATER_MS = NOW.getTime() + 60_000;

const created = (id: string): NewEvent => ({
  productId: id,
  version: 1,
  event: {
    type: 'ProductCreated',
    details: aProduct({ slug: id, variants: [aVariant({ sku: id })] }),
    sourceHash: id,
  },
  occurredAt: NOW,
  actor: 'test',
});

/** Writes an event as a writer would that reserved this position. */
const writeAt = (position: number, id: string): Promise<unknown> => {
  const { productId, version, event, occurredAt, actor } = created(id);
  const { type, ...data } = event;
  return stores.mongo.events.insertOne({ _id: position, productId, version, type, data, occurredAt, actor });
};

/** As many writers that reserved positions up to this one would leave the counter. */
const reserved = (value: number) => stores.mongo.counters.insertOne({ _id: 'product_event.position', value });

const READ_MODEL = `
  select (select jsonb_agg(to_jsonb(p) - 'change' order by id) from product p) as products, (select jsonb_agg(v order by sku) from variant v) as variants,
         (select jsonb_agg(p order by sku, changed_at) from price_point p) as prices`;

const projectAll = async (): Promise<void> => {
  while ((await stores.projector.step())?.hasMoved) {
    // Each step is one batch.
  }
};

describe('the projection', () => {
  it('rebuilds the read model from the events to what it was', async () => {
    const slice = await aSlice(300);
    const renamed = slice.map(({ id, details }) => ({ id, details: { ...details, name: `${details.name} II` } }));
    await runImport({ source: aSource(slice, '1'), stores });
    await runImport({ source: aSource(renamed, '2'), stores });
    const before = await stores.sql(READ_MODEL);
    await stores.sql('truncate product, variant, price_point');
    await stores.sql('update projection_position set position = 0');
    await projectAll();
    expect(await stores.sql(READ_MODEL)).toEqual(before);
  });

  it('tells the other domains of every SKU exactly once, also when two projectors compete', async () => {
    const slice = await aSlice(600);
    await Promise.all([runImport({ source: aSource(slice), stores }), runImport({ source: aSource(slice), stores })]);
    const rows = await stores.sql<{ envelope: Envelope }>('select envelope from outbox_message');
    const pages = rows.map(({ envelope }) => envelope.data as DataOf<typeof ProductsImported>);
    const told = pages.flatMap(({ products }) => products.flatMap(({ variants }) => variants.map(({ sku }) => sku)));
    expect(told.sort()).toEqual(slice.flatMap(({ details }) => details.variants.map(({ sku }) => sku)).sort());
  });
});

describe('a gap in the sequence', () => {
  const sequenceAt = (now: number) => makeEventSequence(stores.mongo, { now: () => now });
  const idsAfter = async (position: number, now: number) =>
    (await sequenceAt(now).after(position, 100)).events.map(({ productId }) => productId);

  it('is not read past while its writer may still fill it', async () => {
    await writeAt(1, 'one');
    await writeAt(3, 'three');
    expect(await sequenceAt(NOW.getTime()).after(0, 100)).toMatchObject({ position: 1 });
    await writeAt(2, 'two');
    expect(await idsAfter(0, NOW.getTime())).toEqual(['one', 'two', 'three']);
  });

  it('is closed once its writer must have died', async () => {
    await writeAt(1, 'one');
    await writeAt(3, 'three');
    expect(await idsAfter(0, LATER_MS)).toEqual(['one']);
    expect(await idsAfter(1, LATER_MS)).toEqual(['three']);
  });

  it('loses no event of a writer that comes after it was closed', async () => {
    await writeAt(2, 'two');
    await sequenceAt(LATER_MS).after(0, 100);
    await reserved(0);
    await makeProductEvents(stores.mongo).append([created('late')]);
    expect(await idsAfter(0, LATER_MS)).toEqual(['two', 'late']);
  });
});
