import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startPlatform();
  client = platform.client({ authorization: `Bearer ${await platform.jwks.token()}` });
});
afterAll(() => platform.close());

const openStreams = (count: number) => eventually(() => expect(platform.subgraphs.order.streams).toBe(count));

const JOINED = `
  subscription Live($id: ID!, $withNote: Boolean!, $hideCarrier: Boolean!) {
    change: orderStatusChanged(orderId: $id) {
      kind: __typename
      now: status
      previousStatus
      order {
        ...Parts
        note @include(if: $withNote)
        carrier @skip(if: $hideCarrier)
        shipments { trackingNumber }
      }
    }
  }
  fragment Parts on Order {
    reference: number
    lines { variant { ...Card available } }
  }
  fragment Card on Variant { product { ... on Named { __typename label: name } } }
`;

describe('a subscription', () => {
  it('is joined over four subgraphs and shaped as it was asked', async () => {
    platform.log.append('shaped', 'PENDING');
    const live = listen(client, JOINED, { id: 'shaped', withNote: true, hideCarrier: true });
    const [first] = await live.received(1);
    live.stop();
    expect(first).toEqual({
      data: {
        change: {
          kind: 'OrderStatusEvent',
          now: 'PENDING',
          previousStatus: null,
          order: {
            reference: 'N-shaped',
            lines: [
              { variant: { product: { __typename: 'Product', label: 'Product A' }, available: 7 } },
              { variant: { product: { __typename: 'Product', label: 'Product B' }, available: null } },
            ],
            note: null,
            shipments: [{ trackingNumber: null }],
          },
        },
      },
    });
  });

  it('follows @skip and @include by variables', async () => {
    platform.log.append('conditions', 'PENDING');
    const live = listen(client, JOINED, { id: 'conditions', withNote: false, hideCarrier: false });
    const [first] = await live.received(1);
    live.stop();
    expect(first).toHaveProperty('data.change.order.carrier', 'swift');
    expect(first).not.toHaveProperty('data.change.order.note');
  });

  it('asks the owner once and sends every event once, in order', async () => {
    platform.log.append('ordered', 'S0');
    const live = listen(
      client,
      'subscription { orderStatusChanged(orderId: "ordered") { cursor status order { carrier } } }',
    );
    await live.received(1);
    const statuses = Array.from({ length: 50 }, (_, index) => `S${index + 1}`);
    for (const status of statuses) platform.log.append('ordered', status);
    const results = await live.received(51);
    live.stop();
    expect(results.map(({ data }) => data?.['orderStatusChanged'])).toMatchObject(
      ['S0', ...statuses].map((status) => ({ status })),
    );
  });

  it('ends when the owner ends it', async () => {
    const live = listen(client, 'subscription { ticks(upTo: 3) }');
    await live.over();
    expect(live.results.map(({ data }) => data?.['ticks'])).toEqual([1, 2, 3]);
    expect(live.isComplete).toBe(true);
  });

  it('is closed at the owner when the client completes it, also while it waits', async () => {
    platform.log.append('closing', 'PENDING');
    const live = listen(client, 'subscription { orderStatusChanged(orderId: "closing") { status } }');
    await live.received(1);
    await openStreams(1);
    live.stop();
    await openStreams(0);
  });

  it('is closed at the owner when the client goes away', async () => {
    platform.log.append('leaving', 'PENDING');
    const leaving = platform.client({ Authorization: `Bearer ${await platform.jwks.token()}` });
    const live = listen(leaving, 'subscription { orderStatusChanged(orderId: "leaving") { status } }');
    await live.received(1);
    leaving.terminate();
    await openStreams(0);
  });

  it('shares one connection to the owner with all others', async () => {
    platform.log.append('shared', 'PENDING');
    const query = 'subscription { orderStatusChanged(orderId: "shared") { status } }';
    const listeners = [
      platform.client({ authorization: `Bearer ${await platform.jwks.token({ sub: 'bob' })}` }),
      client,
    ].map((one) => listen(one, query));
    await Promise.all(listeners.map((live) => live.received(1)));
    expect(platform.subgraphs.order.connections).toBe(1);
    for (const live of listeners) live.stop();
  });

  it('shows a dead join as null with its path, and goes on', async () => {
    platform.log.append('partial', 'A');
    const live = listen(
      client,
      'subscription { orderStatusChanged(orderId: "partial") { status order { lines { variant { available } } } } }',
    );
    await live.received(1);
    await platform.subgraphs.inventory.kill();
    platform.log.append('partial', 'B');
    await live.received(2);
    await platform.subgraphs.inventory.start();
    platform.log.append('partial', 'C');
    const [, partial, whole] = await live.received(3);
    live.stop();
    expect(partial).toMatchObject({
      data: {
        orderStatusChanged: {
          status: 'B',
          order: { lines: [{ variant: { available: null } }, { variant: { available: null } }] },
        },
      },
      errors: [
        {
          path: ['orderStatusChanged', 'order', 'lines', 0, 'variant', 'available'],
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'inventory' },
        },
        { path: ['orderStatusChanged', 'order', 'lines', 1, 'variant', 'available'] },
      ],
    });
    expect(whole?.errors).toBeUndefined();
  });

  it('keeps an event that a dead join would wipe out until the join is back', async () => {
    platform.log.append('patient', 'A');
    const live = listen(client, 'subscription { orderStatusChanged(orderId: "patient") { status order { carrier } } }');
    await live.received(1);
    await platform.subgraphs.fulfillment.kill();
    const asked = platform.subgraphs.order.requests.length;
    platform.log.append('patient', 'B');
    platform.log.append('patient', 'C');
    await platform.subgraphs.fulfillment.start();
    const results = await live.received(3);
    live.stop();
    expect(results.map(({ data, errors }) => [data?.['orderStatusChanged'], errors])).toEqual(
      ['A', 'B', 'C'].map((status) => [{ status, order: { carrier: 'swift' } }, undefined]),
    );
    expect(platform.subgraphs.order.requests.length).toBe(asked);
  });
});

/** Fragments of which each spreads the next one twice. */
const UNFOLDING = Array.from(
  { length: 12 },
  (_, level) => `fragment F${level} on Order { ...F${level + 1} ...F${level + 1} }`,
)
  .concat('fragment F12 on Order { id }')
  .join(' ');

describe('a refused subscription', () => {
  const outcome = async (query: string, variables?: Record<string, unknown>, by: Client = client) => {
    const live = listen(by, query, variables);
    await live.over();
    const errors = (live.error ?? live.results[0]?.errors) as { message: string; extensions: { code: string } }[];
    return errors.map(({ extensions }) => extensions.code);
  };

  it.each([
    ['an order that is not theirs', 'subscription { orderStatusChanged(orderId: "foreign") { status } }', 'NOT_FOUND'],
    ['malformed GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', `query { ${'viewer '.repeat(5_000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['two root fields', 'subscription { a: ticks(upTo: 1) b: ticks(upTo: 1) }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a conditional root field', 'subscription { ticks(upTo: 1) @skip(if: false) }', 'BAD_REQUEST'],
    [
      'a root field that depends on a variable',
      'subscription ($upTo: Boolean!) { ticks(upTo: 1) @skip(if: $upTo) }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an answer beyond the limit',
      `subscription { orderStatusChanged(orderId: "o1") { order { ...F0 } } } ${UNFOLDING}`,
      'OPERATION_TOO_LARGE',
    ],
    ['a variable of the wrong type', 'subscription ($upTo: Int!) { ticks(upTo: $upTo) }', 'BAD_USER_INPUT'],
  ])('for %s has its code', async (_name, query, code) => {
    expect(await outcome(query, { upTo: 'many' })).toEqual([code]);
  });

  it('for an anonymous client has the code of the subgraph', async () => {
    expect(
      await outcome('subscription { orderStatusChanged(orderId: "o1") { status } }', {}, platform.client()),
    ).toEqual(['UNAUTHENTICATED']);
  });

  it('says so at once when the owner is down', async () => {
    await platform.subgraphs.order.kill();
    const codes = await outcome('subscription { ticks(upTo: 1) }');
    await platform.subgraphs.order.start();
    expect(codes).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });
});

describe('connecting', () => {
  const closeOf = async (params: Record<string, unknown>) => {
    const refused = platform.client(params);
    const live = listen(refused, '{ viewer }');
    await live.over();
    return live.error as { code: number; reason: string };
  };

  it.each([['nonsense'], ['Bearer a.b.c'], [42]])(
    'is refused with 4403 for the authorization %p',
    async (authorization) => {
      const { code, reason } = await closeOf({ authorization });
      expect(code).toBe(4403);
      expect(reason).toMatch(/^Forbidden/);
    },
  );

  it('is refused with 4403 for an expired token', async () => {
    const { code } = await closeOf({ authorization: `Bearer ${await platform.jwks.token({ expiresIn: '-1s' })}` });
    expect(code).toBe(4403);
  });

  it('is put off with 1013 when the token cannot be checked', async () => {
    const blind = await platform.another({ JWKS_URL: 'http://127.0.0.1:9/jwks.json' });
    const live = listen(blind.client({ authorization: `Bearer ${await platform.jwks.token()}` }), '{ viewer }');
    await live.over();
    await blind.close();
    expect(live.error).toMatchObject({ code: 1013 });
  });

  it('is served at its path only', async () => {
    const elsewhere = new WebSocket(new URL('/elsewhere', platform.url.replace('http', 'ws')), 'graphql-transport-ws');
    const [, reply] = (await once(elsewhere, 'unexpected-response')) as [unknown, IncomingMessage];
    reply.destroy();
    expect(reply.statusCode).toBe(404);
  });

  it('is closed with 1009 when a message is beyond the limit', async () => {
    const live = listen(platform.client(), `#${'x'.repeat(2_200_000)}`);
    await live.over();
    expect(live.error).toMatchObject({ code: 1009 });
  });
});

describe('other operations over the socket', () => {
  it('queries and mutates as over HTTP', async () => {
    const query = listen(client, '{ viewer order(id: "o1") { carrier } }');
    const mutation = listen(client, 'mutation { placeOrder(sku: "A") { __typename } }');
    await Promise.all([query.over(), mutation.over()]);
    expect(query.results).toEqual([{ data: { viewer: 'ada CUSTOMER ', order: { carrier: 'swift' } } }]);
    expect(mutation.results).toEqual([{ data: { placeOrder: { __typename: 'PlaceOrderSuccess' } } }]);
  });

  it('masks errors as over HTTP', async () => {
    const query = listen(client, '{ broken }');
    await query.over();
    expect(query.results[0]?.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['broken'],
        extensions: { code: 'INTERNAL', service: 'order' },
      },
    ]);
  });
});
