import { eventually } from '@cardstock/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
afterEach(async () => {
  for (const subgraph of Object.values(platform.subgraphs)) subgraph.hold = undefined;
  await platform.close();
});

const ORDER = '{ order(id: "o1") { number lines { variant { sku available } } } }';
const PLACE = 'mutation { placeOrder(sku: "A") { __typename } }';
const CODES = ({ errors = [] }: { errors?: readonly { extensions: { code?: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code);

const breakerState = () => platform.metric('gateway_subgraph_breaker_state', 'subgraph="inventory"');
const outcomes = (outcome: string, subgraph = 'inventory') =>
  platform.metric('gateway_subgraph_requests_total', `subgraph="${subgraph}",outcome="${outcome}"`);

const readiness = async (url: string) => {
  const reply = await fetch(new URL('/health/ready', url));
  return [reply.status, ((await reply.json()) as { parts: unknown }).parts];
};

describe('a subgraph that does not answer', () => {
  it('is not asked any more after five failures in a row, and costs its fields at once', async () => {
    platform = await startPlatform({ SUBGRAPH_TIMEOUT_MS: '1000', SUBGRAPH_PROBE_MS: '60000' });
    const { inventory } = platform.subgraphs;
    inventory.hold = new Promise(() => {});
    for (let asked = 0; asked < 5; asked += 1) {
      expect(CODES(await platform.ask({ query: ORDER }))).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
    }
    const asked = inventory.requests.length;
    const { data, errors } = await platform.ask({ query: ORDER });
    expect(inventory.requests).toHaveLength(asked);
    expect(data).toMatchObject({ order: { number: 'N-o1', lines: [{ variant: { sku: 'A', available: null } }, {}] } });
    expect(errors).toMatchObject(
      [0, 1].map((line) => ({
        path: ['order', 'lines', line, 'variant', 'available'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'inventory' },
      })),
    );
    expect(await breakerState()).toBe(2);
    expect([await outcomes('timeout'), await outcomes('open')]).toEqual([5, 1]);
  });

  it('is found again by the gateway itself', async () => {
    platform = await startPlatform({ SUBGRAPH_RETRIES: '0', SUBGRAPH_PROBE_MS: '50' });
    const { inventory } = platform.subgraphs;
    await inventory.kill();
    for (let asked = 0; asked < 5; asked += 1) await platform.ask({ query: ORDER });
    expect(await breakerState()).toBeGreaterThan(0);
    await inventory.start();
    await eventually(async () => expect(await breakerState()).toBe(0));
    expect((await platform.ask({ query: ORDER })).errors).toBeUndefined();
  });

  it('is not given up for mutations of others, nor is its gateway unready', async () => {
    platform = await startPlatform({ SUBGRAPH_RETRIES: '0' });
    await platform.subgraphs.inventory.kill();
    for (let asked = 0; asked < 6; asked += 1) await platform.ask({ query: ORDER });
    expect(await platform.ask({ query: PLACE })).toEqual({ data: { placeOrder: { __typename: 'PlaceOrderSuccess' } } });
    expect(await readiness(platform.url)).toMatchObject([200, { inventory: false }]);
  });
});

describe('what is no failure of a subgraph', () => {
  it.each([
    ['errors in its answers', async () => platform.ask({ query: '{ broken }' })],
    [
      'its refusals (4xx)',
      async () => {
        platform.subgraphs.order.refusals.push(400);
        return platform.ask({ query: '{ viewer }' });
      },
    ],
    [
      'clients in a hurry',
      async () => {
        platform.subgraphs.order.hold = new Promise(() => {});
        return askInTime('{ viewer }', '20');
      },
    ],
  ])('does not end the asking: %s', async (_name, ask) => {
    platform = await startPlatform();
    for (let asked = 0; asked < 8; asked += 1) await ask();
    platform.subgraphs.order.hold = undefined;
    expect((await platform.ask({ query: '{ viewer }' })).data).toEqual({ viewer: 'anonymous' });
  });
});

describe('a read of a subgraph that is away for a moment', () => {
  it.each([502, 503, 504])('is sent again after status %i', async (status) => {
    platform = await startPlatform();
    platform.subgraphs.inventory.refusals.push(status, status);
    expect((await platform.ask({ query: ORDER })).errors).toBeUndefined();
    expect(platform.subgraphs.inventory.requests).toHaveLength(3);
    expect(await platform.metric('gateway_subgraph_retries_total', 'subgraph="inventory"')).toBe(2);
  });

  it('is sent again until the subgraph is back', async () => {
    platform = await startPlatform();
    const { inventory } = platform.subgraphs;
    await inventory.kill();
    const answer = platform.ask({ query: ORDER });
    await eventually(async () =>
      expect(await platform.metric('gateway_subgraph_retries_total', 'subgraph="inventory"')).toBeGreaterThan(0),
    );
    await inventory.start();
    expect((await answer).errors).toBeUndefined();
  });

  it('is sent again when the connection breaks under it', async () => {
    platform = await startPlatform();
    const { inventory } = platform.subgraphs;
    inventory.hold = new Promise(() => {});
    const answer = platform.ask({ query: ORDER });
    await eventually(() => expect(inventory.inFlight.now).toBe(1));
    await inventory.kill();
    inventory.hold = undefined;
    await inventory.start();
    expect((await answer).errors).toBeUndefined();
  });

  it('is not sent again for long', async () => {
    platform = await startPlatform({ SUBGRAPH_RETRIES: '2' });
    platform.subgraphs.inventory.refusals.push(...Array.from({ length: 9 }, () => 503));
    expect(CODES(await platform.ask({ query: ORDER }))).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
    expect(platform.subgraphs.inventory.requests).toHaveLength(3);
  });
});

describe('a mutation', () => {
  it('is never sent again', async () => {
    platform = await startPlatform();
    platform.subgraphs.order.refusals.push(503);
    expect(CODES(await platform.ask({ query: PLACE }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(platform.subgraphs.order.requests).toHaveLength(1);
  });

  it('is cut neither by a client in a hurry nor by one that leaves', async () => {
    platform = await startPlatform();
    const { order } = platform.subgraphs;
    const held = Promise.withResolvers<void>();
    order.hold = held.promise;
    const hurried = askInTime(PLACE, '20');
    const leaving = new AbortController();
    const left = askInTime(PLACE, '10000', leaving.signal);
    await eventually(() => expect(order.inFlight.now).toBe(2));
    leaving.abort();
    await expect(left).rejects.toThrow();
    held.resolve();
    expect((await hurried).answer.data).toEqual({ placeOrder: { __typename: 'PlaceOrderSuccess' } });
    await eventually(() => expect(order.inFlight.now).toBe(0));
    expect(order.left).toBe(0);
    expect(order.timeouts).toEqual([undefined, undefined]);
  });
});

const askInTime = async (query: string, timeout: string, signal?: AbortSignal) => {
  const reply = await fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-timeout-ms': timeout },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });
  return { status: reply.status, answer: (await reply.json()) as Awaited<ReturnType<TestPlatform['ask']>> };
};

describe('the deadline of a request', () => {
  it('costs what is not there by then, and no more', async () => {
    platform = await startPlatform();
    platform.subgraphs.inventory.hold = new Promise(() => {});
    const { status, answer } = await askInTime(ORDER, '250');
    expect(status).toBe(200);
    expect(answer.data).toMatchObject({ order: { number: 'N-o1' } });
    expect(CODES(answer)).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
    await eventually(() => expect(platform.subgraphs.inventory.left).toBe(1));
  });

  it('is told to the subgraphs, less for those that are asked later', async () => {
    platform = await startPlatform();
    await askInTime(ORDER, '5000');
    const [first = 0, second = 0] = [platform.subgraphs.order.timeouts[0], platform.subgraphs.inventory.timeouts[0]];
    expect(first).toBeLessThanOrEqual(5_000);
    expect(second).toBeLessThanOrEqual(first);
    expect(second).toBeGreaterThan(0);
  });

  it('is at most what the gateway allows, and that where none is asked for', async () => {
    platform = await startPlatform({ REQUEST_TIMEOUT_MS: '200' });
    platform.subgraphs.inventory.hold = new Promise(() => {});
    const asked = await Promise.all([askInTime(ORDER, '60000'), platform.ask({ query: ORDER })]);
    expect(CODES(asked[0].answer)).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
    expect(CODES(asked[1])).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
  });

  it.each(['0', '-5', 'soon', '1.5', '9999999999'])('is refused as "%s"', async (header) => {
    platform = await startPlatform();
    const { status, answer } = await askInTime('{ viewer }', header);
    expect([status, CODES(answer)]).toEqual([400, ['BAD_REQUEST']]);
  });
});

describe('more at once than a subgraph may be asked', () => {
  it('waits for its turn, and is refused at once where too much waits already', async () => {
    platform = await startPlatform({ SUBGRAPH_CONCURRENCY: '2', SUBGRAPH_QUEUE: '3', MERGE_READS: 'false' });
    const { order } = platform.subgraphs;
    const held = Promise.withResolvers<void>();
    order.hold = held.promise;
    const answers = Array.from({ length: 8 }, () => platform.ask({ query: '{ viewer }' }));
    await eventually(async () => expect(await outcomes('full', 'order')).toBe(3));
    expect(await platform.metric('gateway_subgraph_in_flight', 'subgraph="order"')).toBe(2);
    expect(await platform.metric('gateway_subgraph_queued', 'subgraph="order"')).toBe(3);
    held.resolve();
    const refused = (await Promise.all(answers)).filter(({ errors }) => errors);
    expect(refused.map(CODES)).toEqual([0, 1, 2].map(() => ['SUBGRAPH_UNAVAILABLE']));
    expect(order.inFlight.most).toBe(2);
  });

  it('is answered in time while it waits for its turn', async () => {
    platform = await startPlatform({ SUBGRAPH_CONCURRENCY: '1', SUBGRAPH_TIMEOUT_MS: '300', MERGE_READS: 'false' });
    platform.subgraphs.order.hold = new Promise(() => {});
    const answers = await Promise.all([0, 1, 2].map(() => platform.ask({ query: '{ viewer }' })));
    expect(answers.map(CODES)).toEqual([0, 1, 2].map(() => ['SUBGRAPH_TIMEOUT']));
  });
});

describe('an answer of a subgraph that is too long', () => {
  it('is not taken in, and is not held against the subgraph', async () => {
    platform = await startPlatform({ SUBGRAPH_MAX_BYTES: '2000' });
    const query = '{ search(first: 90) { id number } }';
    for (let asked = 0; asked < 6; asked += 1) {
      expect(CODES(await platform.ask({ query }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    }
    expect((await platform.ask({ query: '{ viewer }' })).data).toEqual({ viewer: 'anonymous' });
  });
});

describe('a client that leaves', () => {
  it('ends what subgraphs do for its query, and nothing is sent again for it', async () => {
    platform = await startPlatform();
    const { inventory } = platform.subgraphs;
    inventory.hold = new Promise(() => {});
    const leaving = new AbortController();
    const answer = askInTime(ORDER, '10000', leaving.signal);
    await eventually(() => expect(inventory.inFlight.now).toBe(1));
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await eventually(() => expect(inventory.left).toBe(1));
    await eventually(async () => expect(await outcomes('cancelled')).toBe(1));
    expect(inventory.requests).toHaveLength(1);
  });
});

describe('a gateway whose subgraphs are nowhere', () => {
  it('starts, says so, and serves the others', async () => {
    platform = await startPlatform();
    const lost = await platform.another({
      INVENTORY_URL: 'http://inventory.invalid:4003/graphql',
      SUBGRAPH_RETRIES: '1',
    });
    expect(await readiness(lost.url)).toMatchObject([200, { inventory: false, order: true }]);
    const { data, errors } = await lost.ask({ query: ORDER });
    expect(data).toMatchObject({ order: { number: 'N-o1' } });
    expect(CODES({ errors: errors ?? [] })).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
    await lost.close();
  });
});
