import { newId, ProductPriceChanged, ProductsImported } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInput, place } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await startOrderWorld();
});
afterAll(() => world.stop());

const priceOf = async (sku: string) =>
  (await world.sql<{ amount: number; title: string }>('select amount, title from sku_price where sku = $1', [sku]))[0];

const news = (sku: string, amount: number, changedAt: Date, more: { title?: string; weightGrams?: number } = {}) =>
  world.tell(ProductPriceChanged, {
    sku,
    price: { amount, currency: 'USD' },
    changedAt: changedAt.toISOString(),
    ...more,
  });

const isTaken = (messageId: string) =>
  eventually(async () =>
    expect(await world.sql('select 1 from inbox_message where message_id = $1', [messageId])).toHaveLength(1),
  );

const inTheFuture = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

describe('news of a price', () => {
  it('of a SKU that is known change it, in the order of what happened, however they arrive', async () => {
    const variants = [{ sku: 'K', title: 'Known', price: { amount: 700, currency: 'USD' }, weightGrams: 2 }];
    await world.tell(ProductsImported, { products: [{ productId: newId(), name: 'K', variants }] });
    await eventually(async () => expect((await priceOf('K'))?.amount).toBe(700));
    const later = await news('K', 900, inTheFuture(2));
    await isTaken(later.id);
    const earlier = await news('K', 800, inTheFuture(1), { title: 'Old', weightGrams: 3 });
    await isTaken(earlier.id);
    expect(await priceOf('K')).toEqual({ amount: 900, title: 'Known' });
    await world.repeat(later);
    await isTaken((await news('K', 950, inTheFuture(3), { title: 'New' })).id);
    expect(await priceOf('K')).toEqual({ amount: 950, title: 'New' });
  });

  it('of a SKU that is not known wait for the catalog to be asked, unless they tell everything', async () => {
    await isTaken((await news('U', 100, new Date())).id);
    expect(await priceOf('U')).toBeUndefined();
    await isTaken((await news('U', 100, new Date(), { title: 'Unknown', weightGrams: 2 })).id);
    expect(await priceOf('U')).toEqual({ amount: 100, title: 'Unknown' });
  });
});

describe('prices that nobody told', () => {
  it('are asked of the catalog in one question, however many', async () => {
    const skus = Array.from({ length: 30 }, (_sku, n) => `ASK-${n}`);
    for (const sku of skus) world.neighbours.prices.set(sku, 100);
    world.neighbours.questions.length = 0;
    const lines = skus.map((sku) => ({ sku, quantity: 1 }));
    const { data } = await place(world, aUser(), anInput({ lines }));
    expect(data.placeOrder.__typename).toBe('PlaceOrderSuccess');
    expect(world.neighbours.questions).toHaveLength(1);
  });
});
