import { randomUUID } from 'node:crypto';
import { scopesOf } from '@cardstock/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RestAnswer, RestClient, type RestRequest } from './rest/rest-client.ts';
import { type ShopPlatform, startShopPlatform } from './rest/shop-platform.ts';

const ADDRESS = { name: 'Ada', line1: '1 Main St', city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const orderOf = (sku: string, more: object = {}) => ({
  lines: [{ sku, quantity: 1 }],
  shippingAddress: ADDRESS,
  payment: { method: 'card', token: 'pm_card_visa' },
  ...more,
});

let shop: ShopPlatform;
let api: RestClient;
let ada: string;
let staff: string;
beforeAll(async () => {
  shop = await startShopPlatform();
  api = await RestClient.of(shop.origin);
  ada = await shop.jwks.token();
  staff = await shop.jwks.token({ sub: 'wim', roles: ['WAREHOUSE'], scopes: scopesOf(['WAREHOUSE']) });
});
afterAll(() => shop.close());

const send = (path: string, request?: RestRequest): Promise<RestAnswer> => api.send(path, request);
const place = (sku: string, more: object = {}, key: string = randomUUID()) =>
  send('/orders', { token: ada, body: orderOf(sku, more), headers: { 'Idempotency-Key': key } });
const fieldsOf = ({ body }: RestAnswer): Record<string, string> =>
  Object.fromEntries(body.fields.map(({ field, message }: Record<string, string>) => [field, message]));

describe('reading', () => {
  it.each([
    ['/products/p1', { id: 'p1', variants: [{ sku: 'p1-NM', price: { amount: 250, currency: 'USD' } }] }],
    ['/products/by-slug/card-p2', { id: 'p2' }],
    ['/variants/A', { sku: 'A', condition: 'NEAR_MINT' }],
    ['/variants/A/price-history?from=2026-01-01T00:00:00Z', { items: [{ price: { amount: 200 } }] }],
    ['/inventory/A', { available: 4, status: 'LOW_STOCK' }],
  ])('%s needs no login', async (path, body) => {
    expect(await send(path)).toMatchObject({ status: 200, body });
  });

  it.each([
    ['/orders', { items: [{ id: 'o1' }], totalCount: 1 }],
    ['/orders/o1', { id: 'o1', status: 'PENDING', payment: null }],
    ['/orders/o1/history', { items: [{ type: 'OrderPlaced' }] }],
    ['/orders/o1/shipments', { items: [{ carrier: 'swift' }] }],
    ['/orders/o1/notifications', { items: [{ id: 'n1' }] }],
    ['/notifications?unreadOnly=true', { items: [{ id: 'n1' }] }],
  ])('%s is for those who are logged in', async (path, body) => {
    expect(await send(path, { token: ada })).toMatchObject({ status: 200, body });
    const nobody = await send(path);
    expect(nobody).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('of stock levels needs the scope that the graph asks for', async () => {
    expect(await send('/inventory/A/levels', { token: ada })).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
    expect(await send('/inventory/A/levels', { token: staff })).toMatchObject({
      status: 200,
      body: { items: [{ onHand: 5 }] },
    });
  });

  it.each(['/products/none', '/variants/none', '/inventory/none', `/products/by-slug/${'x'.repeat(150)}/y`, '/nope'])(
    'what is not there is 404: %s',
    async (path) => expect(await send(path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } }),
  );

  it('finds what is behind an id of any length and with any characters', async () => {
    const id = `ü/ ?#${'x'.repeat(300)}`;
    expect((await send(`/products/${encodeURIComponent(id)}`)).body.id).toBe(id);
  });

  it('a list says where it goes on, and the next page keeps what was asked for', async () => {
    const first = await send('/products?q=blade&kind=SINGLE_CARD&kind=SEALED&first=2&sort=NAME&inStock=false');
    expect(first.body).toMatchObject({
      items: [{ id: 'p0' }, { id: 'p1' }],
      totalCount: 2,
      pageInfo: { hasNextPage: true },
    });
    const link = first.headers.get('link');
    const start = '/api/v1/products?q=blade&kind=SINGLE_CARD&kind=SEALED&first=2&sort=NAME&inStock=false';
    expect(link).toBe(`<${start}>; rel="first", <${start}&after=next%26one>; rel="next"`);
    expect((await send('/products?first=2&after=next%26one')).status).toBe(200);
    expect((await send('/orders', { token: ada })).headers.get('link')).toBe('</api/v1/orders>; rel="first"');
  });

  it('is answered shortly when nothing has changed', async () => {
    const first = await send('/products/p1');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = first.headers.get('etag') ?? '';
    expect(await send('/products/p1', { headers: { 'if-none-match': `"x", W/${etag}` } })).toMatchObject({
      status: 304,
      body: undefined,
    });
    expect((await send('/products/p2', { headers: { 'if-none-match': etag } })).status).toBe(200);
    expect(await send('/products/p1', { method: 'HEAD' })).toMatchObject({ status: 200, body: undefined });
  });

  it('tells what is missing of what is there', async () => {
    const half = await send('/orders/half', { token: ada });
    const warning = { pointer: '/payment', code: 'SUBGRAPH_UNAVAILABLE', detail: 'The provider is away.' };
    expect(half).toMatchObject({ status: 200, body: { id: 'half', payment: null, warnings: [warning] } });
    expect(half.headers.get('cache-control')).toBe('no-store');
  });
});

describe('doing', () => {
  it('places an order, and says where it is', async () => {
    const key = randomUUID();
    const placed = await place('A', { expectedTotal: 500 }, key);
    expect(placed).toMatchObject({ status: 201, body: { id: key, status: 'PENDING' } });
    expect(placed.headers.get('location')).toBe(`/api/v1/orders/${key}`);
    expect(shop.subgraphs.get('order')?.keys.at(-1)).toEqual({ key: undefined, body: undefined });
  });

  it.each([
    ['none', 422, 'SKU_UNKNOWN', { skus: ['none'] }],
    ['dear', 409, 'PRICE_CHANGED', { expectedTotal: 1, actualTotal: 2 }],
    ['again', 422, 'IDEMPOTENCY_CONFLICT', { idempotencyKey: 'k' }],
    ['old', 409, 'QUOTE_EXPIRED', { quoteId: 'q', problem: 'EXPIRED' }],
    ['busy', 409, 'IDEMPOTENCY_IN_FLIGHT', { retryable: true }],
  ])('a refusal is a problem, with what it carries: %s', async (sku, status, code, more) => {
    const refused = await place(sku);
    const type = `urn:cardstock:problem:${code.toLowerCase().replaceAll('_', '-')}`;
    expect(refused).toMatchObject({ status, body: { status, code, type, ...more } });
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(refused.headers.get('retry-after')).toBe(sku === 'busy' ? '1' : null);
  });

  it('cancels an order, under a key if there is one', async () => {
    const request = { token: ada, body: { reason: 'no more' }, headers: { 'Idempotency-Key': 'cancel-it-once' } };
    expect(await send('/orders/o1/cancel', request)).toMatchObject({ status: 200, body: { id: 'o1' } });
    expect(shop.subgraphs.get('order')?.keys.at(-1)?.key).toBe('cancel-it-once');
    expect(await send('/orders/none/cancel', request)).toMatchObject({ status: 404, body: { code: 'ORDER_UNKNOWN' } });
    expect(await send('/orders/sent/cancel', request)).toMatchObject({ status: 409, body: { state: 'SHIPPED' } });
    const bad = await send('/orders/o1/cancel', { ...request, headers: { 'Idempotency-Key': 'with space' } });
    expect(bad).toMatchObject({ status: 400, body: { fields: [{ field: 'Idempotency-Key' }] } });
  });

  it('marks a notification as read, with no body or an empty one', async () => {
    const read = { status: 200, body: { id: 'n1', readAt: '2026-01-02T00:00:00Z' } };
    expect(await send('/notifications/n1/read', { token: ada, method: 'POST' })).toMatchObject(read);
    expect(await send('/notifications/n1/read', { token: ada, body: {} })).toMatchObject(read);
    expect(await send('/notifications/none/read', { token: ada, body: {} })).toMatchObject({ status: 404 });
  });

  it('logs in', async () => {
    const logIn = (password: string) => send('/sessions', { body: { email: 'ada@cardstock.test', password } });
    const session = await logIn('right');
    expect(session).toMatchObject({ status: 201, body: { accessToken: 'a', refreshToken: 'r' } });
    expect(session.headers.get('cache-control')).toBe('no-store');
    expect(await logIn('wrong')).toMatchObject({ status: 401, body: { code: 'CREDENTIALS_INVALID' } });
    const often = await logIn('often');
    expect(often).toMatchObject({ status: 429, body: { retryAfterSeconds: 30 } });
    expect(often.headers.get('retry-after')).toBe('30');
    expect(await send('/sessions/refresh', { body: { refreshToken: 'r' } })).toMatchObject({ status: 401 });
  });
});

describe('a request that is wrong', () => {
  it.each<[string, Record<string, string>]>([
    ['/products?frist=2', { frist: 'is not known here' }],
    ['/products?first=abc', { first: 'must be a whole number of at most 32 bits' }],
    ['/products?first=99999999999', { first: 'must be a whole number of at most 32 bits' }],
    ['/products?first=1&first=2', { first: 'must be a whole number of at most 32 bits' }],
    ['/products?first=', { first: 'must be a whole number of at most 32 bits' }],
    ['/products?first=0', { first: 'must be between 1 and 100' }],
    ['/products?inStock=maybe', { inStock: 'must be true or false' }],
    ['/products?kind=SEALED&kind=CARD', { 'kind.1': 'must be one of SINGLE_CARD, SEALED, ACCESSORY' }],
    ['/products?sort=PRICE', { sort: expect.stringMatching(/^must be one of RELEVANCE, NAME/) as never }],
    [`/products?q=${'x'.repeat(201)}`, { q: 'must have at most 200 characters' }],
    ['/products?__proto__=1&constructor=2', { constructor: 'is not known here' }],
    ['/variants/A/price-history?to=yesterday', { to: 'must be a time such as 2026-01-31T12:00:00Z' }],
    ['/products/p1?id=p2', { id: 'is not known here' }],
  ])('names the parameter: %s', async (path, fields) => {
    const refused = await send(path);
    expect(refused).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } });
    expect(fieldsOf(refused)).toMatchObject(fields);
  });

  it.each<[string, object, Record<string, string>]>([
    ['missing', { payment: undefined }, { payment: 'is missing' }],
    ['missing within', { shippingAddress: { ...ADDRESS, city: undefined } }, { 'shippingAddress.city': 'is missing' }],
    ['unknown', { coupon: 'x' }, { coupon: 'is not known here' }],
    ['unknown within', { payment: { method: 'card', token: 't', cvc: '1' } }, { 'payment.cvc': 'is not known here' }],
    [
      'of another type',
      { lines: [{ sku: 'A', quantity: '1' }] },
      { 'lines.0.quantity': 'must be a whole number of at most 32 bits' },
    ],
    ['null', { shippingAddress: null }, { shippingAddress: 'must not be null' }],
    ['no object', { payment: 'card' }, { payment: 'must be an object' }],
    ['given twice', { idempotencyKey: randomUUID() }, { idempotencyKey: 'is not known here' }],
  ])('names the member of the body that is %s', async (_what, more, fields) => {
    expect(fieldsOf(await place('A', more))).toEqual(fields);
  });

  it('names everything that is wrong at once, the key included', async () => {
    const refused = await send('/orders', {
      token: ada,
      body: { lines: [] },
      headers: { 'Idempotency-Key': 'no-uuid' },
    });
    expect(fieldsOf(refused)).toEqual({
      'Idempotency-Key': 'must be a UUID',
      shippingAddress: 'is missing',
      payment: 'is missing',
    });
    expect(fieldsOf(await send('/orders', { token: ada, body: orderOf('A') }))).toEqual({
      'Idempotency-Key': 'is missing',
    });
  });

  it('names what a subgraph refuses as the client knows it', async () => {
    const refused = await send('/orders/o1/cancel', { token: ada, body: { reason: 'x'.repeat(501) } });
    expect(refused).toMatchObject({ status: 400, body: { detail: 'reason: must have at most 500 characters' } });
  });

  it.each<[string, RestRequest, number, string]>([
    ['a list', { body: [] }, 400, 'BAD_REQUEST'],
    ['null', { body: 'null' }, 400, 'BAD_REQUEST'],
    ['no JSON', { body: '{"reason": ' }, 400, 'BAD_REQUEST'],
    ['nothing', { body: '' }, 400, 'BAD_REQUEST'],
    ['too long', { body: { reason: 'x'.repeat(2_100_000) } }, 413, 'PAYLOAD_TOO_LARGE'],
    [
      'a form',
      { body: 'reason=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a text', { body: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['for XML', { body: { reason: 'x' }, headers: { accept: 'application/xml' } }, 406, 'BAD_REQUEST'],
    ['late', { body: { reason: 'x' }, headers: { 'x-request-timeout-ms': 'soon' } }, 400, 'BAD_REQUEST'],
  ])('is told so where its body is %s', async (_what, request, status, code) => {
    expect(await send('/orders/o1/cancel', { token: ada, ...request })).toMatchObject({
      status,
      body: { status, code },
    });
  });

  it.each([
    ['/products', 'POST', 'GET, HEAD'],
    ['/orders', 'DELETE', 'GET, POST, HEAD'],
    ['/orders/o1/cancel', 'GET', 'POST'],
    ['/sessions', 'PUT', 'POST'],
  ])('%s does not take %s', async (path, method, allow) => {
    const refused = await send(path, { method });
    expect(refused).toMatchObject({ status: 405, body: { code: 'BAD_REQUEST' } });
    expect(refused.headers.get('allow')).toBe(allow);
  });

  it.each(['Bearer x', 'Basic YTpi', `Bearer ${'x'.repeat(9_000)}`])(
    'with the login "%.12s" is 401',
    async (authorization) => {
      expect(await send('/products', { headers: { authorization } })).toMatchObject({ status: 401 });
    },
  );
});
