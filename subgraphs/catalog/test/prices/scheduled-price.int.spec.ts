import { aUser, eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';

const MANAGER = aUser(['CATALOG_MANAGER']);
const SKUS = ['DUE', 'TWICE', 'CRASH', 'CANCEL', 'FULL', 'GONE'];

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith(
    SKUS.map((sku) => ({ id: sku, details: aProduct({ slug: sku.toLowerCase(), variants: [aVariant({ sku })] }) })),
  );
});
afterAll(() => catalog.stop());

interface Scheduled {
  readonly id: string;
  readonly status: string;
  readonly refusal: string | null;
}
interface Outcome {
  readonly __typename: string;
  readonly code?: string;
  readonly scheduledPrice: Scheduled;
}
const REST = '__typename ... on DomainError { code }';
const run = async (query: string, variables: object): Promise<Outcome> => {
  const { data, errors } = await catalog.askAs<{ outcome: Outcome }>(MANAGER, query, { ...variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.outcome;
};
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;
const SCHEDULE = `mutation ($sku: ID!, $amount: Int!, $effectiveAt: DateTime!) {
  outcome: schedulePriceChange(sku: $sku, price: { amount: $amount, currency: "USD" }, effectiveAt: $effectiveAt) {
    ${REST} ... on PriceScheduled { scheduledPrice { id status refusal } } } }`;
const schedule = (sku: string, effectiveAt: string, amount = 777) => run(SCHEDULE, { sku, amount, effectiveAt });
const cancel = (id: string) =>
  run(
    `mutation ($id: ID!) { outcome: cancelScheduledPrice(id: $id) {
      ${REST} ... on ScheduledPriceCancelled { scheduledPrice { id status } } } }`,
    { id },
  );
const see = async (sku: string) => {
  const { data } = await catalog.askAs<{ variant: { price: { amount: number }; scheduledPrices: Scheduled[] } }>(
    MANAGER,
    'query ($sku: ID!) { variant(sku: $sku) { price { amount } scheduledPrices { id status refusal } } }',
    { sku },
  );
  return data.variant;
};
const sideOf = () => makeWriteSide(catalog.stores.mongo, catalog.stores.transact);
const apply = (id: string) => catalog.stores.transact(({ sql }) => sideOf().applyScheduledPrice(sql, id));
const changesOf = async (sku: string) =>
  (await makeProductEvents(catalog.stores.mongo).read(sku)).filter(
    ({ event }) => event.type === 'VariantPricesChanged',
  );

describe('a scheduled price', () => {
  it('comes into force when its moment has come', async () => {
    const { scheduledPrice } = await schedule('DUE', inMs(1_500));
    expect(scheduledPrice.status).toBe('PENDING');
    await eventually(async () =>
      expect(await see('DUE')).toEqual({
        price: { amount: 777 },
        scheduledPrices: [{ id: scheduledPrice.id, status: 'APPLIED', refusal: null }],
      }),
    );
    expect((await changesOf('DUE')).map(({ actor }) => actor)).toEqual([MANAGER.id]);
    expect(await cancel(scheduledPrice.id)).toMatchObject({ code: 'SCHEDULED_PRICE_SETTLED' });
  });

  it('comes into force once, however many are at it', async () => {
    const { scheduledPrice } = await schedule('TWICE', inMs(HOUR_MS));
    await Promise.all(Array.from({ length: 5 }, () => apply(scheduledPrice.id)));
    expect(await changesOf('TWICE')).toHaveLength(1);
  });

  it('that was brought into force by a process that died then is not brought again over a younger price', async () => {
    const { scheduledPrice } = await schedule('CRASH', inMs(HOUR_MS));
    const dying = catalog.stores.transact(async ({ sql }) => {
      await sideOf().applyScheduledPrice(sql, scheduledPrice.id);
      throw new Error('dies before the commit');
    });
    await expect(dying).rejects.toThrow('dies');
    const command = {
      type: 'ChangePrices',
      prices: [{ sku: 'CRASH', price: { amount: 5, currency: 'USD' } }],
    } as const;
    await sideOf().handle({ productId: 'CRASH', command, actor: 'test', at: new Date() });
    await apply(scheduledPrice.id);
    expect(await changesOf('CRASH')).toHaveLength(2);
    await eventually(async () =>
      expect(await see('CRASH')).toMatchObject({ price: { amount: 5 }, scheduledPrices: [{ status: 'APPLIED' }] }),
    );
  });

  it('that was cancelled never comes into force', async () => {
    const { scheduledPrice } = await schedule('CANCEL', inMs(HOUR_MS));
    expect(await cancel(scheduledPrice.id)).toMatchObject({ scheduledPrice: { status: 'CANCELLED' } });
    expect(await cancel(scheduledPrice.id)).toMatchObject({ scheduledPrice: { status: 'CANCELLED' } });
    await apply(scheduledPrice.id);
    expect(await changesOf('CANCEL')).toEqual([]);
  });

  it('of a product that is gone by then says so', async () => {
    const { scheduledPrice } = await schedule('GONE', inMs(HOUR_MS));
    await sideOf().handle({ productId: 'GONE', command: { type: 'Archive' }, actor: 'test', at: new Date() });
    await apply(scheduledPrice.id);
    expect((await see('GONE')).scheduledPrices).toMatchObject([
      { status: 'REFUSED', refusal: 'PRODUCT_STATE_ILLEGAL' },
    ]);
  });

  it('is one of twenty at most, also when many are scheduled at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 22 }, (_one, n) => schedule('FULL', inMs(HOUR_MS + n))));
    expect(outcomes.filter(({ code }) => code === 'SCHEDULED_PRICES_FULL')).toHaveLength(2);
  });

  it('of the past, of no SKU, or that there is not, is refused', async () => {
    await expect(schedule('DUE', inMs(-1))).rejects.toThrow('effectiveAt');
    expect(await schedule('NOBODY', inMs(HOUR_MS))).toMatchObject({ code: 'VARIANT_UNKNOWN' });
    expect(await cancel('nonsense')).toMatchObject({ code: 'SCHEDULED_PRICE_UNKNOWN' });
  });
});
