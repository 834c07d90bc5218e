import { randomUUID } from 'node:crypto';
import { type E2ePlatform, e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ADDRESS = {
  name: 'Casey Customer',
  line1: '1 Rathe Road',
  city: 'Metrix',
  postalCode: '10001',
  countryCode: 'US',
};

let platform: E2ePlatform;
let customer: string;

beforeAll(async () => {
  platform = e2ePlatform();
  customer = await platform.logIn('customer');
});

const run = async <Data>(query: string, variables: Record<string, unknown>, accessToken?: string): Promise<Data> => {
  const { data, errors } = await platform.ask<Data>({ query, variables }, accessToken);
  expect(errors).toBeUndefined();
  return data;
};

const skuInStock = async (): Promise<string> => {
  type Found = { products: { nodes: { variants: { sku: string; availability: { available: number } }[] }[] } };
  const query = `{ products(query: "", filter: { inStock: true }, first: 50) { nodes { variants { sku availability { available } } } } }`;
  const { products } = await run<Found>(query, {});
  const variants = products.nodes.flatMap((product) => product.variants);
  return variants.find(({ availability }) => availability.available >= 3)?.sku ?? '';
};

const aPromotion = async (code: string): Promise<void> => {
  const support = await platform.logIn('support');
  const query = 'mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }';
  const made = await run(query, { input: { code, kind: 'PERCENT', value: 1_000, usageLimit: 1 } }, support);
  expect(made).toEqual({ createPromotion: { __typename: 'Promotion' } });
};

const guestCart = async (sku: string): Promise<string> => {
  type Added = { addToCart: { id: string } };
  const query = 'mutation ($input: AddToCartInput!) { addToCart(input: $input) { ... on Cart { id } } }';
  return (await run<Added>(query, { input: { sku, quantity: 2 } })).addToCart.id;
};

describe('the checkout of somebody who filled a cart before logging in', () => {
  it('moves the cart, quotes it with a code and express shipping, and charges exactly that', async () => {
    const [sku, code] = [await skuInStock(), `E2E-${Date.now()}`];
    await aPromotion(code);
    await platform.ask({ query: 'mutation { clearCart { id } }' }, customer);
    type Merged = { mergeCart: { cart: { id: string; lines: { isAvailable: boolean; availableQuantity: number }[] } } };
    const merge = `mutation ($input: MergeCartInput!) { mergeCart(input: $input) { cart { id lines { isAvailable availableQuantity } } } }`;
    const { mergeCart } = await run<Merged>(merge, { input: { guestCartId: await guestCart(sku) } }, customer);
    expect(mergeCart.cart.lines).toMatchObject([{ isAvailable: true, availableQuantity: expect.any(Number) }]);

    type Quoted = {
      quote: {
        id: string;
        shippingOptions: { id: string; isEstimated: boolean }[];
        totals: Record<'discount' | 'tax' | 'grandTotal', { amount: number }>;
      };
    };
    const input = {
      cartId: mergeCart.cart.id,
      shippingAddress: ADDRESS,
      promotionCodes: [code],
      shippingOptionId: 'EXPRESS',
    };
    const ask = `mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id shippingOptions { id isEstimated }
      totals { discount { amount } tax { amount } grandTotal { amount } } } ... on DomainError { code } } }`;
    const { quote } = await run<Quoted>(ask, { input }, customer);
    expect(quote.shippingOptions).toContainEqual({ id: 'OVERNIGHT', isEstimated: false });
    expect(quote.totals.tax.amount).toBeGreaterThan(0);

    type Placed = { placeOrder: { order: { id: string; totals: { grandTotal: { amount: number } } } } };
    const place = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename
      ... on PlaceOrderSuccess { order { id totals { grandTotal { amount } } } } ... on DomainError { code message } } }`;
    const payment = { method: 'card', token: 'pm_card_visa' };
    const order = { idempotencyKey: randomUUID(), quoteId: quote.id, shippingAddress: ADDRESS, payment };
    const { placeOrder } = await run<Placed>(place, { input: order }, customer);
    expect(placeOrder.order.totals.grandTotal).toEqual(quote.totals.grandTotal);

    type Paid = { order: { status: string; payment: { captured: { amount: number } } } };
    const read = 'query ($id: ID!) { order(id: $id) { status payment { captured { amount } } } }';
    await eventually(
      async () => {
        const found = (await run<Paid>(read, { id: placeOrder.order.id }, customer)).order;
        expect(found).toMatchObject({ status: 'COMPLETED', payment: { captured: quote.totals.grandTotal } });
      },
      { everyMs: 100 },
    );
  });
});
