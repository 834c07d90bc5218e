import type { Envelope } from '@cardstock/contracts';
import { aUser, eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../builders.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';

const MANAGER = aUser(['CATALOG_MANAGER']);
const SKU = 'PRICED-NM';
const OTHER = 'PRICED-LP';

let catalog: RunningCatalog;
beforeAll(async () => {
  const variants = [aVariant({ sku: SKU }), aVariant({ sku: OTHER })];
  catalog = await startCatalogWith([{ id: 'priced', details: aProduct({ slug: 'priced', variants }) }]);
});
afterAll(() => catalog.stop());

const CHANGE = `mutation ($sku: ID!, $price: PriceInput!, $expectedVersion: Int) {
  outcome: changePrice(sku: $sku, price: $price, expectedVersion: $expectedVersion) {
    __typename ... on DomainError { code } ... on ProductSaved { product { version variants { sku price { amount } } } } } }`;
interface Outcome {
  readonly __typename: string;
  readonly code?: string;
  readonly product: { readonly version: number; readonly variants: unknown };
}
const change = (variables: object, viewer = MANAGER) =>
  catalog.askAs<{ outcome: Outcome }>(viewer, CHANGE, {
    sku: SKU,
    price: { amount: 250, currency: 'USD' },
    ...variables,
  });

const HISTORY = `query ($first: Int) { variant(sku: "${SKU}") { price { amount } priceHistory(first: $first) { price { amount } } } }`;
const history = async (first = 100) =>
  (
    await catalog.ask<{ variant: { price: unknown; priceHistory: { price: { amount: number } }[] } }>(HISTORY, {
      first,
    })
  ).data.variant.priceHistory.map(({ price }) => price.amount);

describe('a price that staff changes', () => {
  it('is in the answer at once, in the history and in the news for other domains', async () => {
    const { data } = await change({});
    expect(data.outcome).toMatchObject({
      __typename: 'ProductSaved',
      product: {
        version: 2,
        variants: [
          { sku: SKU, price: { amount: 250 } },
          { sku: OTHER, price: { amount: 100 } },
        ],
      },
    });
    await eventually(async () => expect(await history()).toEqual([100, 250]));
    expect(await history(1)).toEqual([100]);
    const told = await catalog.stores.sql<{ envelope: Envelope }>(
      `select envelope from outbox_message where envelope->>'type' = 'ProductPriceChanged'`,
    );
    const [news] = told;
    expect(told).toHaveLength(1);
    expect(news?.envelope).toMatchObject({
      subject: SKU,
      data: { sku: SKU, productId: 'priced', price: { amount: 250, currency: 'USD' } },
    });
  });

  it('to what it is changes nothing', async () => {
    await change({ price: { amount: 300, currency: 'USD' } });
    const { data } = await change({ price: { amount: 300, currency: 'USD' } });
    const again = await change({ price: { amount: 300, currency: 'USD' } });
    expect(again.data.outcome.product.version).toBe(data.outcome.product.version);
  });

  it.each([
    ['of a SKU that nobody has', { sku: 'NOBODY' }, 'VARIANT_UNKNOWN'],
    ['of a product that has changed', { expectedVersion: 1 }, 'PRODUCT_VERSION_STALE'],
  ])('%s is refused', async (_name, variables, code) => {
    expect((await change(variables)).data.outcome.code).toBe(code);
  });

  it.each([
    ['below zero', { amount: -1, currency: 'USD' }, 'price.amount'],
    ['in a currency that is none', { amount: 1, currency: 'ZZZ' }, 'price.currency'],
  ])('%s is refused', async (_name, price, field) => {
    const { errors } = await change({ price });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });

  it('is not changed by a customer', async () => {
    expect((await change({}, aUser())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([0, 1_001])('has no history of %d prices', async (first) => {
    expect((await catalog.ask(HISTORY, { first })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
