import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ SUBGRAPH_TIMEOUT_MS: '300' });
});
afterAll(() => platform.close());

const ORDER = `{ order(id: "o1") { number lines { quantity variant { sku available } } } }`;
const WITHOUT_STOCK = {
  number: 'N-o1',
  lines: [
    { quantity: 2, variant: { sku: 'A', available: null } },
    { quantity: 1, variant: { sku: 'B', available: null } },
  ],
};

describe('queries and mutations', () => {
  it('joins four subgraphs in one answer', async () => {
    const { data, errors } = await platform.ask({
      query: `{ order(id: "o1") { number lines { quantity variant { title available product { name } } } shipments { id } } }`,
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      order: {
        number: 'N-o1',
        lines: [
          { quantity: 2, variant: { title: 'Card A', available: 7, product: { name: 'Product A' } } },
          { quantity: 1, variant: { title: 'Card B', available: null, product: { name: 'Product B' } } },
        ],
        shipments: [{ id: 's-o1' }],
      },
    });
  });

  it('runs a mutation and joins its union result', async () => {
    const query = `mutation Place($sku: ID!) { placeOrder(sku: $sku) { __typename ... on PlaceOrderSuccess { order { number carrier } } ... on UnknownSku { code } } }`;
    const placed = await platform.ask({ query, variables: { sku: 'A' } });
    const refused = await platform.ask({ query, variables: { sku: 'none' } });
    expect(placed.data).toEqual({
      placeOrder: { __typename: 'PlaceOrderSuccess', order: { number: 'N-new', carrier: 'swift' } },
    });
    expect(refused.data).toEqual({ placeOrder: { __typename: 'UnknownSku', code: 'UNKNOWN_SKU' } });
  });

  it('answers a query by GET to a client that asks for a preflight, and refuses a mutation', async () => {
    const headers = { 'apollo-require-preflight': 'yes' };
    const query = await fetch(`${platform.url}?query=${encodeURIComponent('{ order(id: "o1") { number } }')}`, {
      headers,
    });
    const mutation = await fetch(
      `${platform.url}?query=${encodeURIComponent('mutation { placeOrder(sku: "A") { __typename } }')}`,
      { headers },
    );
    expect(await query.json()).toEqual({ data: { order: { number: 'N-o1' } } });
    expect(mutation.status).toBe(405);
  });

  it('hands the request id on to the subgraphs', async () => {
    const reply = await fetch(platform.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'request-of-a-test' },
      body: JSON.stringify({ query: ORDER }),
    });
    expect(reply.headers.get('x-request-id')).toBe('request-of-a-test');
    expect(platform.subgraphs.order.requestIds).toContain('request-of-a-test');
    expect(platform.subgraphs.inventory.requestIds).toContain('request-of-a-test');
  });

  it('introspects outside production', async () => {
    const { data } = await platform.ask({ query: '{ __schema { subscriptionType { name } } }' });
    expect(data).toEqual({ __schema: { subscriptionType: { name: 'Subscription' } } });
  });
});

describe('a subgraph in trouble', () => {
  afterEach(async () => {
    const stock = platform.subgraphs.inventory;
    stock.hold = undefined;
    stock.nonsense = undefined;
    await stock.kill();
    await stock.start();
  });

  it('costs its fields when it is dead, each with its path, and not the answer', async () => {
    await platform.subgraphs.inventory.kill();
    const { data, errors } = await platform.ask({ query: ORDER });
    expect(data).toEqual({ order: WITHOUT_STOCK });
    expect(errors).toEqual(
      [0, 1].map((line) => ({
        message: 'The inventory service cannot answer right now. Try again in a moment.',
        path: ['order', 'lines', line, 'variant', 'available'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'inventory' },
      })),
    );
  });

  it('is asked again as soon as it is back', async () => {
    await platform.subgraphs.inventory.kill();
    await platform.ask({ query: ORDER });
    await platform.subgraphs.inventory.start();
    const { data, errors } = await platform.ask({ query: ORDER });
    expect(errors).toBeUndefined();
    expect(data).not.toEqual({ order: WITHOUT_STOCK });
  });

  it('costs its fields when it does not answer in time', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    platform.subgraphs.inventory.hold = promise;
    const { data, errors } = await platform.ask({ query: ORDER });
    resolve();
    expect(data).toEqual({ order: WITHOUT_STOCK });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
  });

  it('costs its fields when it answers something that is not GraphQL', async () => {
    platform.subgraphs.inventory.nonsense = '<html>Bad gateway at 10.0.0.7</html>';
    const { data, errors } = await platform.ask({ query: ORDER });
    expect(data).toEqual({ order: WITHOUT_STOCK });
    expect(JSON.stringify(errors)).not.toContain('10.0.0.7');
    expect(errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it('takes a required field down with its parent, as GraphQL demands', async () => {
    await platform.subgraphs.inventory.kill();
    const { data, errors } = await platform.ask({
      query: '{ variant(sku: "A") { title stock } other: variant(sku: "B") { title } }',
    });
    expect(data).toEqual({ variant: null, other: { title: 'Card B' } });
    expect(errors).toHaveLength(1);
  });

  it('names the root fields it owes', async () => {
    await platform.subgraphs.catalog.kill();
    const { data, errors } = await platform.ask({
      query: '{ card: variant(sku: "A") { title } order(id: "o1") { number } }',
    });
    await platform.subgraphs.catalog.start();
    expect(data).toEqual({ card: null, order: { number: 'N-o1' } });
    expect(errors).toMatchObject([
      { path: ['card'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'catalog' } },
    ]);
  });
});

describe('health', () => {
  const ready = async () => {
    const reply = await fetch(new URL('/health/ready', platform.url));
    return { status: reply.status, body: await reply.json() };
  };

  it('is ready with the supergraph and says which subgraphs answer', async () => {
    await platform.subgraphs.inventory.kill();
    const { status, body } = await ready();
    await platform.subgraphs.inventory.start();
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ready',
      parts: { supergraph: true, order: true, catalog: true, inventory: false, fulfillment: true },
    });
  });
});

describe('a gateway that starts before its subgraphs', () => {
  it('serves what answers', async () => {
    await Promise.all(Object.values(platform.subgraphs).map((subgraph) => subgraph.kill()));
    const early = await platform.another();
    const before = await early.ask({ query: '{ order(id: "o1") { number } }' });
    await Promise.all(Object.values(platform.subgraphs).map((subgraph) => subgraph.start()));
    const after = await early.ask({ query: '{ order(id: "o1") { number } }' });
    await early.close();
    expect(before.errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(after.data).toEqual({ order: { number: 'N-o1' } });
  });
});
