import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ShopPlatform, startShopPlatform } from './rest/shop-platform.ts';

let shop: ShopPlatform;
beforeAll(async () => {
  shop = await startShopPlatform();
});
afterAll(() => shop.close());

const NOTHING = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
const post = (body: string, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json', ...more },
});
const STREAM = { accept: 'text/event-stream' };
const PAGE: RequestInit = { headers: { accept: 'text/html' } };

/** Begins a request, and leaves as soon as its headers are there. */
const headersOf = async (origin: string, path: string, request: RequestInit) => {
  const leave = new AbortController();
  const { status, headers } = await fetch(origin + path, { ...request, redirect: 'manual', signal: leave.signal });
  leave.abort();
  return { status, headers };
};

describe.each<[string, string, RequestInit, number]>([
  ['GraphQL', '/graphql', post('{"query":"{ __typename }"}'), 200],
  ['GraphQL that is refused', '/graphql', post('{"query":"{"}'), 400],
  ['GraphQL that is known', '/graphql', post('{"query":"{ __typename }"}'), 200],
  ['an event stream', '/graphql', post('{"query":"{ __typename }"}', STREAM), 200],
  [
    'an event stream that is refused',
    '/graphql',
    post('{"query":"{ __typename }"}', { ...STREAM, authorization: 'x' }),
    401,
  ],
  ['a resource', '/api/v1/products/p1', {}, 200],
  ['a problem', '/api/v1/products?first=0', {}, 400],
  ['no resource', '/api/v1/nope', {}, 404],
  ['another method', '/api/v1/products', { method: 'DELETE' }, 405],
  ['the OpenAPI document', '/api/v1/openapi.json', {}, 200],
  ['health', '/health/live', {}, 200],
  ['readiness', '/health/ready', {}, 200],
  ['metrics', '/metrics', {}, 200],
  ['nothing', '/nope', {}, 404],
  ['too long a body', '/graphql', post('x'.repeat(2_100_000)), 413],
  ['no JSON', '/graphql', post('{'), 400],
  ['no such type of body', '/graphql', { method: 'POST', body: '<a/>', headers: { 'content-type': 'text/xml' } }, 415],
  ['a preflight', '/graphql', { method: 'OPTIONS' }, 404],
  ['the way to the docs', '/api/v1/docs', PAGE, 302],
])('%s', (_what, path, request, status) => {
  it('cannot be made something else by a browser', async () => {
    const answer = await headersOf(shop.origin, path, request);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    if (path !== '/api/v1/docs') expect(answer.headers.get('content-security-policy')).toBe(NOTHING);
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});

describe.each<[string, string]>([
  ['GraphiQL', '/'],
  ['a file of GraphiQL', '/explorer/app.js'],
  ['the docs', '/api/v1/docs/'],
  ['a file of the docs', '/api/v1/docs/static/swagger-ui-bundle.js'],
])('%s', (_what, path) => {
  it('has a policy of its own, and runs nothing of others', async () => {
    const { status, headers } = await headersOf(shop.origin, path, PAGE);
    expect([status, headers.get('x-content-type-options'), headers.get('x-frame-options')]).toEqual([
      200,
      'nosniff',
      'DENY',
    ]);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
  });
});

describe('behind TLS', () => {
  it('browsers are told to use nothing else', async () => {
    const secure = await shop.another({ HSTS_SECONDS: '31536000' });
    const { headers } = await fetch(secure.url);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('a page of another origin', () => {
  it('that is listed may read all that it needs', async () => {
    const open = await shop.another({ CORS_ORIGINS: 'https://shop.example' });
    const origin = 'https://shop.example';
    const { headers } = await fetch(new URL('/api/v1/products?first=1', open.url), { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-expose-headers')).toMatch(
      /etag.*link.*location.*retry-after.*ratelimit-remaining/,
    );
    const preflight = await fetch(new URL('/api/v1/orders', open.url), { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization.*idempotency-key/);
  });
});

describe('bytes that are no request', () => {
  const say = async (text: string): Promise<string> => {
    const socket = connect(Number(new URL(shop.origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(text);
    return Buffer.concat(await socket.toArray()).toString();
  };

  it.each([
    ['nonsense', 'hello\r\n\r\n', 400],
    ['a URL that is none', 'GET /%E0%A4%A HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('%s is answered in our shape', async (_what, text, status) => {
    const answer = await say(text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(head).toMatch(/x-content-type-options: nosniff/i);
    expect(head).toMatch(/content-security-policy: default-src 'none'/i);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});
