import { newId, ProductDeleted, ProductsImported, ProductUpdated } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anInput, place } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
beforeAll(async () => {
  world = await startOrderWorld();
});
afterAll(() => world.stop());

const variantOf = (sku: string, isOnSale: boolean) => ({
  sku,
  title: `Card ${sku}`,
  price: { amount: 500, currency: 'USD' },
  weightGrams: 2,
  isOnSale,
});
const change = (sku: string, isOnSale: boolean, version: number) => ({
  productId: sku,
  version,
  slug: sku,
  name: sku,
  status: isOnSale ? ('PUBLISHED' as const) : ('ARCHIVED' as const),
  variants: [variantOf(sku, isOnSale)],
  addedSkus: [],
});
const isKnownAs = (sku: string, isOnSale: boolean) =>
  eventually(async () =>
    expect(await world.sql('select is_on_sale from sku_price where sku = $1', [sku])).toEqual([
      { is_on_sale: isOnSale },
    ]),
  );

it('what staff published can be bought, what was withdrawn or deleted cannot, and can again when it is back', async () => {
  const buyer = aUser();
  const lines = [{ sku: 'STAFF', quantity: 1 }];
  const outcome = async () => (await place(world, buyer, anInput({ lines }))).data.placeOrder.__typename;
  await world.tell(ProductUpdated, change('STAFF', true, 2));
  await isKnownAs('STAFF', true);
  expect(await outcome()).toBe('PlaceOrderSuccess');
  await world.tell(ProductUpdated, change('STAFF', false, 3));
  await isKnownAs('STAFF', false);
  expect(await outcome()).toBe('UnknownSku');
  await world.tell(ProductUpdated, change('STAFF', true, 4));
  await isKnownAs('STAFF', true);
  await world.tell(ProductDeleted, change('STAFF', false, 5));
  await isKnownAs('STAFF', false);
  expect(await outcome()).toBe('UnknownSku');
});

it('what an import tells again is for sale again', async () => {
  await world.tell(ProductUpdated, change('AGAIN', false, 1));
  await isKnownAs('AGAIN', false);
  const { isOnSale: _isOnSale, ...variant } = variantOf('AGAIN', true);
  await world.tell(ProductsImported, { products: [{ productId: newId(), name: 'Again', variants: [variant] }] });
  await isKnownAs('AGAIN', true);
});
