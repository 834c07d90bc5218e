import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { openStream, postStream } from './event-stream.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
let authorization: string;
beforeAll(async () => {
  platform = await startPlatform();
  authorization = `Bearer ${await platform.jwks.token()}`;
});
afterAll(() => platform.close());

const STATUS =
  'subscription ($id: ID!, $after: String) { orderStatusChanged(orderId: $id, after: $after) { status order { carrier } } }';
const inUrl = (parameters: Record<string, string>): string => `${platform.url}?${new URLSearchParams(parameters)}`;
const openStreams = (count: number) => eventually(() => expect(platform.subgraphs.order.streams).toBe(count));
const codesOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, ...errors.map(({ extensions }) => extensions.code)];
};

describe.each([[false], [true]])('the client of graphql-sse, with one connection for all: %p', (singleConnection) => {
  const start = () =>
    createClient({ url: platform.url, singleConnection, headers: () => ({ authorization }), retryAttempts: 0 });

  it('queries and mutates', async () => {
    const client = start();
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: '{ viewer order(id: "o1") { carrier } }' })) {
      results.push(result);
    }
    for await (const result of client.iterate({ query: 'mutation { placeOrder(sku: "A") { __typename } }' })) {
      results.push(result);
    }
    client.dispose();
    expect(results).toEqual([
      { data: { viewer: 'ada CUSTOMER ', order: { carrier: 'swift' } } },
      { data: { placeOrder: { __typename: 'PlaceOrderSuccess' } } },
    ]);
  });

  it('subscribes to what is joined, each event once and in order, and leaves nothing behind', async () => {
    const client = start();
    const id = `sse-${singleConnection}`;
    platform.log.append(id, 'S0');
    const seen: unknown[] = [];
    for await (const { data } of client.iterate({ query: STATUS, variables: { id } })) {
      seen.push(data);
      if (seen.length < 20) platform.log.append(id, `S${seen.length}`);
      else break;
    }
    expect(seen).toEqual(
      Array.from({ length: 20 }, (_, index) => ({
        orderStatusChanged: { status: `S${index}`, order: { carrier: 'swift' } },
      })),
    );
    await openStreams(0);
    client.dispose();
  });

  it('is told when the stream is complete', async () => {
    const client = start();
    const ticks: unknown[] = [];
    for await (const { data } of client.iterate({ query: 'subscription { ticks(upTo: 3) }' })) ticks.push(data);
    client.dispose();
    expect(ticks).toEqual([{ ticks: 1 }, { ticks: 2 }, { ticks: 3 }]);
  });
});

describe('an event stream of its own', () => {
  it('has the headers that keep browsers and proxies from waiting', async () => {
    const stream = await postStream(platform.url, { query: '{ viewer }' });
    await stream.over();
    const { headers, status } = stream.response;
    expect([status, headers.get('content-type'), headers.get('x-accel-buffering')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no',
    ]);
    expect(headers.get('cache-control')).toMatch(/no-cache/);
    expect(headers.get('x-request-id')).toBeTruthy();
    expect(stream.comments).toBeGreaterThan(0);
    expect(stream.events).toEqual([
      { event: 'next', data: { data: { viewer: 'anonymous' } } },
      { event: 'complete', data: null },
    ]);
  });

  it('can be had with GET', async () => {
    const stream = await openStream(
      inUrl({ query: 'query ($id: ID!) { order(id: $id) { id } }', variables: '{"id":"o7"}' }),
      {
        headers: { 'apollo-require-preflight': 'yes' },
      },
    );
    await stream.over();
    expect(stream.results).toEqual([{ data: { order: { id: 'o7' } } }]);
  });

  it.each([
    ['malformed GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a root field that depends on a variable',
      'subscription ($if: Boolean!) { ticks(upTo: 1) @skip(if: $if) }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['what a visitor may not see', 'subscription { orderStatusChanged(orderId: "o1") { status } }', 'UNAUTHENTICATED'],
    ['variables that do not fit', 'subscription ($upTo: Int!) { ticks(upTo: $upTo) }', 'BAD_USER_INPUT'],
  ])('tells on the stream of %s', async (_name, query, code) => {
    const stream = await postStream(platform.url, { query, variables: { upTo: 'many' } });
    await stream.over();
    expect(stream.response.status).toBe(200);
    expect(stream.events).toMatchObject([
      { event: 'next', data: { errors: [{ extensions: { code } }] } },
      { event: 'complete' },
    ]);
  });

  it('is refused before it begins where the request is none', async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(platform.url, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
        body,
      });
    expect(await codesOf(await post('{"query":1}'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codesOf(await post('{'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codesOf(await post('{"query":"{ viewer }","variables":[]}'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codesOf(await post('{ viewer }', { 'content-type': 'application/graphql' }))).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const query = '{"query":"{ viewer }"}';
    expect(await codesOf(await post(query, { authorization: 'Bearer a.b.c' }))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('cannot be started by the page of another site, nor change anything with GET', async () => {
    const get = (query: string, headers: Record<string, string>) =>
      fetch(inUrl({ query }), { headers: { accept: 'text/event-stream', ...headers } });
    expect(await codesOf(await get('subscription { ticks(upTo: 1) }', {}))).toEqual([400, 'BAD_REQUEST']);
    expect(await codesOf(await get('{ viewer }', { 'content-type': 'text/plain' }))).toEqual([400, 'BAD_REQUEST']);
    const form = { accept: 'text/event-stream', 'content-type': 'text/plain' };
    const posted = await fetch(platform.url, { method: 'POST', headers: form, body: '{"query":"{ viewer }"}' });
    expect(await codesOf(posted)).toEqual([400, 'BAD_REQUEST']);
    const changed = await get('mutation { placeOrder(sku: "A") { __typename } }', { 'apollo-require-preflight': '1' });
    expect([changed.status, changed.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('sends a mutation with the idempotency key of its header', async () => {
    const key = 'a-key-that-nobody-else-would-guess';
    const stream = await postStream(
      platform.url,
      { query: 'mutation { placeOrder(sku: "A") { __typename } }' },
      { 'idempotency-key': key },
    );
    await stream.over();
    expect(platform.subgraphs.order.keys.at(-1)?.key).toBe(key);
  });

  it('goes on after the last event id, or the cursor, without a gap', async () => {
    platform.log.append('sse-resumed', 'S1');
    const first = await postStream(
      platform.url,
      { query: STATUS, variables: { id: 'sse-resumed' } },
      { authorization },
    );
    platform.log.append('sse-resumed', 'S2');
    const [, { id: lastEventId = '' } = {}] = await first.received(2);
    first.stop();
    platform.log.append('sse-resumed', 'S3');
    const again = await postStream(
      platform.url,
      { query: STATUS, variables: { id: 'sse-resumed' } },
      { authorization, 'last-event-id': lastEventId },
    );
    const after = await postStream(
      platform.url,
      { query: STATUS, variables: { id: 'sse-resumed', after: lastEventId } },
      { authorization },
    );
    platform.log.append('sse-resumed', 'S4');
    for (const stream of [again, after]) {
      await stream.received(2);
      stream.stop();
      expect(stream.results.map(({ data }) => data)).toMatchObject(
        ['S3', 'S4'].map((status) => ({ orderStatusChanged: { status } })),
      );
    }
  });

  it('does not pretend to go on where a stream has no positions', async () => {
    const stream = await postStream(
      platform.url,
      { query: 'subscription { ticks(upTo: 3) }' },
      { 'last-event-id': '1' },
    );
    await stream.over();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
  });

  it('survives the death of the owner', async () => {
    platform.log.append('sse-killed', 'S1');
    const live = await postStream(platform.url, { query: STATUS, variables: { id: 'sse-killed' } }, { authorization });
    await live.received(1);
    await platform.subgraphs.order.kill();
    platform.log.append('sse-killed', 'S2');
    await platform.subgraphs.order.start();
    await live.received(2);
    live.stop();
    expect(live.results.map(({ data }) => data?.['orderStatusChanged'])).toMatchObject([
      { status: 'S1' },
      { status: 'S2' },
    ]);
  });

  it('is closed at the owner when the client goes away', async () => {
    await openStreams(0);
    platform.log.append('sse-leaving', 'S1');
    const live = await postStream(platform.url, { query: STATUS, variables: { id: 'sse-leaving' } }, { authorization });
    await live.received(1);
    await openStreams(1);
    live.stop();
    await openStreams(0);
  });

  it('ends when its token does, and says so', async () => {
    const brief = `Bearer ${await platform.jwks.token({ expiresIn: '2s' })}`;
    platform.log.append('sse-expiring', 'S1');
    const live = await postStream(
      platform.url,
      { query: STATUS, variables: { id: 'sse-expiring' } },
      { authorization: brief },
    );
    await live.over();
    expect(live.events).toMatchObject([
      { event: 'next', data: { data: {} } },
      { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
      { event: 'complete' },
    ]);
    await openStreams(0);
  });

  it('delivers the event under way when the gateway stops', async () => {
    const stopping = await platform.another();
    platform.log.append('sse-draining', 'S1');
    const body = { query: STATUS, variables: { id: 'sse-draining' } };
    const live = await postStream(stopping.url, body, { authorization });
    await live.received(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = platform.subgraphs.fulfillment.requests.length;
    platform.subgraphs.fulfillment.hold = promise;
    platform.log.append('sse-draining', 'S2');
    await eventually(() => expect(platform.subgraphs.fulfillment.requests.length).toBe(asked + 1));
    const stopped = stopping.stop();
    platform.subgraphs.fulfillment.hold = undefined;
    resolve();
    await live.over();
    await stopped;
    expect(live.results.map(({ data }) => data)).toMatchObject(
      ['S1', 'S2'].map((status) => ({ orderStatusChanged: { status } })),
    );
  });

  it('ends without "complete" when the gateway stops, so that clients go on elsewhere', async () => {
    const stopping = await platform.another();
    platform.log.append('sse-stopping', 'S1');
    const live = await postStream(
      stopping.url,
      { query: STATUS, variables: { id: 'sse-stopping' } },
      { authorization },
    );
    await live.received(1);
    await stopping.stop();
    await live.over();
    expect(live.events.map(({ event }) => event)).toEqual(['next']);
  });
});

describe('a plain request', () => {
  it('with a subscription says where subscriptions are served', async () => {
    const { errors } = await platform.ask({ query: 'subscription { ticks(upTo: 1) }' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  });

  it('with a subscription whose root depends on a variable is told that it is not valid', async () => {
    const response = await fetch(platform.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription ($if: Boolean!) { ticks(upTo: 1) @include(if: $if) }' }),
    });
    expect(await codesOf(response)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('that would take events only if it must is answered plainly', async () => {
    const accept = 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed';
    const response = await fetch(platform.url, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: '{"query":"{ viewer }"}',
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
    expect(await response.json()).toEqual({ data: { viewer: 'anonymous' } });
  });
});
