import { randomUUID } from 'node:crypto';
import { type E2ePlatform, e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { RestClient } from './rest/rest-client.ts';

const ADDRESS = { name: 'Rest', line1: '1 Rathe Road', city: 'Metrix', postalCode: '10001', countryCode: 'US' };
/** For all orders of these tests. */
const PLENTY = 5;
const PATIENCE = { everyMs: 100 };

let platform: E2ePlatform;
let api: RestClient;
let token: string;
let sku: string;

beforeAll(async () => {
  platform = e2ePlatform();
  api = await RestClient.of(new URL(platform.gatewayUrl).origin);
  const body = { email: 'customer@cardstock.test', password: 'Cardstock-demo-1' };
  token = (await api.send('/sessions', { body })).body.accessToken;
  sku = await skuInStock();
});

/** Not every SKU of a product that is in stock is so itself. */
const skuInStock = async (): Promise<string> => {
  const { body } = await api.send('/products?inStock=true&first=10');
  for (const { sku: candidate } of body.items.flatMap(({ variants }: { variants: { sku: string }[] }) => variants)) {
    if ((await api.send(`/inventory/${candidate}`)).body.available >= PLENTY) return candidate;
  }
  throw new Error('there is nothing in stock');
};

const orderOf = (more: object = {}) => ({
  lines: [{ sku, quantity: 1 }],
  shippingAddress: ADDRESS,
  payment: { method: 'card', token: 'pm_card_visa' },
  ...more,
});
const place = (body: object = orderOf(), key: string = randomUUID()) =>
  api.send('/orders', { token, body, headers: { 'Idempotency-Key': key } });
const statusOf = async (id: string): Promise<string> => (await api.send(`/orders/${id}`, { token })).body.status;

describe('the journey of an order over REST', () => {
  it('goes from search over product and stock to CONFIRMED and its notifications', async () => {
    const found = await api.send('/products?inStock=true&kind=SINGLE_CARD&first=2&sort=PRICE_ASC');
    expect(found.body.items).toHaveLength(2);
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(found.headers.get('link') ?? '') ?? [];
    const second = await api.send(next.replace('/api/v1', ''));
    expect(second.body.items[0].id).not.toBe(found.body.items[1].id);
    const product = await api.send(`/products/${found.body.items[0].id}`);
    expect(product.body).toEqual(found.body.items[0]);
    const again = await api.send(`/products/${found.body.items[0].id}`);
    expect(again.headers.get('cache-status')).toMatch(/^cardstock; hit/);
    expect([again.body, again.headers.get('etag')]).toEqual([product.body, product.headers.get('etag')]);
    expect((await api.send(`/products/by-slug/${product.body.slug}`)).body.id).toBe(product.body.id);
    const before = (await api.send(`/inventory/${sku}`)).body.available;
    expect((await api.send(`/variants/${sku}/price-history`)).body.items.length).toBeGreaterThan(0);

    const key = randomUUID();
    const [placed, repeated] = [await place(orderOf(), key), await place(orderOf(), key)];
    expect(placed.status).toBe(201);
    expect(repeated.body.id).toBe(placed.body.id);
    const { id } = placed.body;
    expect(placed.headers.get('location')).toBe(`/api/v1/orders/${id}`);
    expect(await place(orderOf({ lines: [{ sku, quantity: 2 }] }), key)).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_CONFLICT' },
    });

    await eventually(async () => {
      const { body } = await api.send(`/orders/${id}/history`, { token });
      expect(body.items.map(({ type }: { type: string }) => type)).toContain('OrderConfirmed');
    }, PATIENCE);
    expect((await api.send(`/inventory/${sku}`)).body.available).toBe(before - 1);
    expect((await api.send('/orders?first=5', { token })).body.items[0].id).toBe(id);
    expect((await api.send(`/orders/${id}?asOf=2020-01-01T00:00:00Z`, { token })).status).toBe(404);
    const told = await eventually(async () => {
      const { body } = await api.send(`/orders/${id}/notifications`, { token });
      const inApp = body.items.find(({ channel }: { channel: string }) => channel === 'IN_APP');
      expect(inApp).toBeDefined();
      return inApp;
    }, PATIENCE);
    await eventually(async () => {
      const { body } = await api.send(`/orders/${id}/shipments`, { token });
      expect(body.items).toHaveLength(1);
    }, PATIENCE);
    const read = await api.send(`/notifications/${told.id}/read`, { token, method: 'POST' });
    expect(read.body.readAt).toEqual(expect.any(String));
    const unread = await api.send('/notifications?unreadOnly=true&first=100', { token });
    expect(unread.body.items.map((item: { id: string }) => item.id)).not.toContain(told.id);
    expect((await api.send('/notifications?first=1', { token })).body.items).toHaveLength(1);
  });

  it('ends early where the customer cancels, and not when it is over', async () => {
    const { id } = (await place()).body;
    const cancel = () => api.send(`/orders/${id}/cancel`, { token, body: { reason: 'found it at home' } });
    expect(await cancel()).toMatchObject({ status: 200, body: { id } });
    await eventually(async () => expect(await statusOf(id)).toBe('CANCELLED'), PATIENCE);
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
    const late = (await place()).body.id;
    await eventually(async () => expect(await statusOf(late)).toBe('COMPLETED'), PATIENCE);
    const refused = await api.send(`/orders/${late}/cancel`, { token, body: { reason: 'too late' } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'ORDER_STATE_ILLEGAL', state: 'COMPLETED' } });
  });

  it('ends REJECTED where the card is declined', async () => {
    const { id } = (await place(orderOf({ payment: { method: 'card', token: 'pm_card_chargeDeclined' } }))).body;
    await eventually(async () => expect(await statusOf(id)).toBe('REJECTED'), PATIENCE);
    const { body } = await api.send(`/orders/${id}`, { token });
    expect(body.payment).toMatchObject({ status: 'DECLINED', failureCode: expect.stringContaining('decline') });
  });
});

describe('bad input', () => {
  it.each<[string, object, number, string, string | undefined]>([
    ['an unknown SKU', { lines: [{ sku: 'NO-SUCH-CARD', quantity: 1 }] }, 422, 'SKU_UNKNOWN', undefined],
    ['a quantity of 0', { lines: [{ sku: 'A', quantity: 0 }] }, 400, 'BAD_USER_INPUT', 'lines.0.quantity'],
    ['no lines', { lines: [] }, 400, 'BAD_USER_INPUT', 'lines'],
    ['a cart and lines', { cartId: randomUUID() }, 400, 'BAD_USER_INPUT', 'body'],
    [
      'a country that is none',
      { shippingAddress: { ...ADDRESS, countryCode: 'XYZ' } },
      400,
      'BAD_USER_INPUT',
      'shippingAddress.countryCode',
    ],
    ['another total', { expectedTotal: 1 }, 409, 'PRICE_CHANGED', undefined],
    ['a promotion that is none', { promotionCodes: ['NOPE'] }, 422, 'PROMOTION_NOT_APPLICABLE', undefined],
    ['a quote that is none', { lines: undefined, quoteId: randomUUID() }, 409, 'QUOTE_EXPIRED', undefined],
  ])('%s is refused by name', async (_what, more, status, code, field) => {
    const { status: got, body } = await place(orderOf(more));
    expect([got, body.code]).toEqual([status, code]);
    expect(body.fields?.[0]?.field).toBe(field);
  });

  it.each([
    ['/orders?after=junk', 400],
    ['/orders?first=101', 400],
    ['/products?first=0', 400],
    ['/notifications?first=-1', 400],
    ['/orders/no-such-order', 404],
    [`/orders/${randomUUID()}/shipments`, 404],
    ['/products/no-such-product', 404],
    ['/inventory/NO-SUCH-CARD', 404],
  ])('%s is %i', async (path, status) => expect((await api.send(path, { token })).status).toBe(status));

  it('an order of somebody else does not exist', async () => {
    const { id } = (await place()).body;
    const query = 'mutation($input: RegisterInput!) { register(input: $input) { ... on Session { accessToken } } }';
    const input = { email: `${randomUUID()}@example.test`, password: 'A-long-enough-1', displayName: 'Stranger' };
    const { data } = await platform.ask<{ register: { accessToken: string } }>({ query, variables: { input } });
    const stranger = { token: data.register.accessToken };
    expect((await api.send(`/orders/${id}`, stranger)).status).toBe(404);
    expect((await api.send(`/orders/${id}/history`, stranger)).status).toBe(404);
    const cancelled = await api.send(`/orders/${id}/cancel`, { ...stranger, body: { reason: 'mine now' } });
    expect(cancelled).toMatchObject({ status: 404, body: { code: 'ORDER_UNKNOWN' } });
  });
});
