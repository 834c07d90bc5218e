import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStream } from './event-stream.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

const TOKEN = 'x-graphql-event-stream-token';

let platform: TestPlatform;
let ada: Record<string, string>;
let bob: Record<string, string>;
beforeAll(async () => {
  platform = await startPlatform({ MAX_OPERATIONS_PER_CONNECTION: '3', MAX_CONNECTIONS_PER_USER: '4' });
  ada = { authorization: `Bearer ${await platform.jwks.token()}` };
  bob = { authorization: `Bearer ${await platform.jwks.token({ sub: 'bob' })}` };
});
afterAll(() => platform.close());

const reserve = async (headers = ada): Promise<string> => {
  const response = await fetch(platform.url, { method: 'PUT', headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain; charset=utf-8']);
  return response.text();
};
const open = (token: string, headers = ada) => openStream(platform.url, { headers: { ...headers, [TOKEN]: token } });
const post = async (token: string, body: object, headers = ada): Promise<number> => {
  const response = await fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers, [TOKEN]: token },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
};
const end = async (token: string, query: string, headers = ada): Promise<number> =>
  (await fetch(`${platform.url}${query}`, { method: 'DELETE', headers: { ...headers, [TOKEN]: token } })).status;
const operation = (operationId: string, query: string, variables = {}) => ({
  query,
  variables,
  extensions: { operationId },
});
const follow = (operationId: string, orderId: string) =>
  operation(operationId, 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { status } }', { id: orderId });
const openStreams = (count: number) => eventually(() => expect(platform.subgraphs.order.streams).toBe(count));

describe('one event stream for several operations', () => {
  it('answers them by id, and each is complete by itself', async () => {
    const token = await reserve();
    const stream = await open(token);
    expect(await post(token, operation('one', '{ viewer }'))).toBe(202);
    expect(await post(token, operation('two', 'subscription { ticks(upTo: 2) }'))).toBe(202);
    await stream.received(5);
    stream.stop();
    const of = (wanted: string) =>
      stream.events
        .filter(({ data }) => (data as { id: string }).id === wanted)
        .map(({ event, data }) => [event, (data as { payload?: unknown }).payload]);
    expect(of('one')).toEqual([
      ['next', { data: { viewer: 'ada CUSTOMER ' } }],
      ['complete', undefined],
    ]);
    expect(of('two')).toEqual([
      ['next', { data: { ticks: 1 } }],
      ['next', { data: { ticks: 2 } }],
      ['complete', undefined],
    ]);
  });

  it('takes the token in the URL, and operations before it is open', async () => {
    const token = await reserve();
    expect(await post(token, operation('early', '{ viewer }'))).toBe(202);
    const stream = await openStream(`${platform.url}?token=${token}`, { headers: ada });
    await stream.received(2);
    stream.stop();
    expect(stream.events).toMatchObject([
      { event: 'next', data: { id: 'early', payload: { data: {} } } },
      { event: 'complete', data: { id: 'early' } },
    ]);
  });

  it('ends an operation on request, silently and at the owner, too', async () => {
    const token = await reserve();
    const stream = await open(token);
    platform.log.append('single-ended', 'S1');
    await post(token, follow('ended', 'single-ended'));
    await stream.received(1);
    await openStreams(1);
    expect(await end(token, '?operationId=ended')).toBe(200);
    await openStreams(0);
    await post(token, operation('ended', '{ viewer }'));
    await stream.received(3);
    stream.stop();
    expect(stream.events.map(({ event }) => event)).toEqual(['next', 'next', 'complete']);
  });

  it('ends all of them when the client leaves, and its token is worth nothing any more', async () => {
    const token = await reserve();
    const stream = await open(token);
    platform.log.append('single-left', 'S1');
    await post(token, follow('left', 'single-left'));
    await stream.received(1);
    stream.stop();
    await openStreams(0);
    await eventually(async () => expect(await post(token, operation('late', '{ viewer }'))).toBe(404));
  });

  it('belongs to the viewer who reserved it', async () => {
    const token = await reserve();
    const stream = await open(token);
    for (const stranger of [bob, {}]) {
      expect((await open(token, stranger)).response.status).toBe(404);
      expect(await post(token, operation('theirs', '{ viewer }'), stranger)).toBe(404);
      expect(await end(token, '?operationId=any', stranger)).toBe(404);
    }
    expect(await post(token, operation('own', '{ viewer }'))).toBe(202);
    await stream.received(2);
    stream.stop();
  });

  it('can be opened once only', async () => {
    const token = await reserve();
    const stream = await open(token);
    expect((await open(token)).response.status).toBe(409);
    stream.stop();
  });

  it('carries a bounded number of operations, each id once', async () => {
    const token = await reserve();
    const stream = await open(token);
    for (const id of ['a', 'b', 'c']) expect(await post(token, follow(id, `single-${id}`))).toBe(202);
    expect(await post(token, follow('a', 'single-a'))).toBe(409);
    expect(await post(token, follow('d', 'single-d'))).toBe(429);
    expect(await end(token, '?operationId=a')).toBe(200);
    expect(await post(token, follow('d', 'single-d'))).toBe(202);
    stream.stop();
  });

  it('refuses what is no request, by the rules of GraphQL over HTTP', async () => {
    const token = await reserve();
    const stream = await open(token);
    expect(await post(token, { query: '{ viewer }' })).toBe(400);
    expect(await post(token, operation('x', '{'))).toBe(400);
    expect(await post(token, operation('x', '{ nothing }'))).toBe(400);
    expect(await end(token, '')).toBe(400);
    expect(await post('no-such-token', operation('x', '{ viewer }'))).toBe(404);
    expect((await openStream(platform.url, { headers: { ...ada, [TOKEN]: 'no-such-token' } })).response.status).toBe(
      404,
    );
    const json = await fetch(platform.url, { method: 'PUT', headers: { ...ada, accept: 'application/json' } });
    expect(json.status).toBe(406);
    const mutation = new URLSearchParams({
      query: 'mutation { placeOrder(sku: "A") { __typename } }',
      extensions: '{"operationId":"get"}',
    });
    const got = await fetch(`${platform.url}?${mutation}`, { headers: { ...ada, [TOKEN]: token } });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    stream.stop();
  });

  it('ends with the token that opened it, and says so for each operation', async () => {
    const brief = { authorization: `Bearer ${await platform.jwks.token({ expiresIn: '2s' })}` };
    const token = await reserve(brief);
    const stream = await open(token, brief);
    platform.log.append('single-expiring', 'S1');
    // With a login that lasts longer: the stream does not.
    expect(await post(token, follow('expiring', 'single-expiring'))).toBe(202);
    await stream.over();
    expect(stream.events).toMatchObject([
      { event: 'next', data: { id: 'expiring', payload: { data: {} } } },
      { event: 'next', data: { id: 'expiring', payload: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } } },
      { event: 'complete', data: { id: 'expiring' } },
    ]);
    await openStreams(0);
  });

  it('is reserved a bounded number of times by one user', async () => {
    await eventually(async () => {
      const statuses: number[] = [];
      for (let count = 0; count < 5; count += 1) {
        statuses.push((await fetch(platform.url, { method: 'PUT', headers: bob })).status);
      }
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    });
  });
});
