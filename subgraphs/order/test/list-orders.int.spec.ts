import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, placed, reaches, read, reserve, shipment } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();
const support = aUser(['SUPPORT']);
const ids: string[] = [];

beforeAll(async () => {
  world = await startOrderWorld();
  for (const [sku, price] of [
    ['A', 1500],
    ['B', 2500],
  ] as const)
    world.neighbours.prices.set(sku, price);
  for (const [sku, quantity] of [
    ['A', 3],
    ['B', 1],
    ['A', 1],
    ['B', 3],
    ['A', 1],
  ] as const) {
    ids.push((await placed(world, customer, { lines: [{ sku, quantity }] })).id);
  }
});
afterAll(() => world.stop());

interface Listed {
  orders: {
    nodes: { id: string; number: string; totals: { grandTotal: { amount: number } } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
    totalCount: number;
    totalCountIsEstimate: boolean;
  };
}

const LIST = `query ($filter: OrderFilter, $sort: OrderSort, $first: Int, $after: String) {
  orders(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { id number totals { grandTotal { amount } } } pageInfo { hasNextPage endCursor } totalCount totalCountIsEstimate } }`;
const list = (variables: Record<string, unknown>, viewer = customer) => world.ask<Listed>(viewer, LIST, variables);

const allPages = async (variables: Record<string, unknown>) => {
  const nodes: Listed['orders']['nodes'] = [];
  for (let after: string | undefined, isMore = true; isMore; ) {
    const { data } = await list({ ...variables, first: 2, after });
    nodes.push(...data.orders.nodes);
    isMore = data.orders.pageInfo.hasNextPage;
    after = data.orders.pageInfo.endCursor;
  }
  return nodes;
};

describe('a list of orders', () => {
  it('comes in the order that is asked for, page by page, each order once', async () => {
    expect((await allPages({})).map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await allPages({ sort: 'PLACED_ASC' })).map(({ id }) => id)).toEqual(ids);
    const amounts = (await allPages({ sort: 'TOTAL_DESC' })).map(({ totals }) => totals.grandTotal.amount);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    const cheapest = await allPages({ sort: 'TOTAL_ASC' });
    expect(cheapest.map(({ totals }) => totals.grandTotal.amount)).toEqual(amounts.toReversed());
    expect(new Set(cheapest.map(({ id }) => id)).size).toBe(ids.length);
  });

  it('shows what meets every condition', async () => {
    const [first] = await allPages({ sort: 'PLACED_ASC' });
    const cases: [Record<string, unknown>, number][] = [
      [{ number: first?.number }, 1],
      [{ number: 'CS-2026-NOBODY' }, 0],
      [{ sku: 'B' }, 2],
      [{ sku: 'B', minTotal: 6_000 }, 1],
      [{ maxTotal: 3_500 }, 3],
      [{ sagaStatus: ['RUNNING'] }, 5],
      [{ sagaStatus: ['STUCK'] }, 0],
      [{ sagaStatus: [] }, 0],
    ];
    for (const [filter, count] of cases) {
      const { data, errors } = await list({ filter });
      expect([filter, errors, data.orders.totalCount, data.orders.nodes.length]).toEqual([
        filter,
        undefined,
        count,
        count,
      ]);
      expect(data.orders.totalCountIsEstimate).toBe(false);
    }
  });

  it('refuses the cursor of another sort, and is by index where it sorts by total', async () => {
    const { data } = await list({ sort: 'TOTAL_ASC', first: 1 });
    const { errors } = await list({ first: 1, after: Buffer.from('["x","y"]').toString('base64url') });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const wrong = await list({
      sort: 'TOTAL_ASC',
      after: Buffer.from(`["2026-01-01","${ids[0]}"]`).toString('base64url'),
    });
    expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(data.orders.nodes).toHaveLength(1);
  });

  it('is not counted beyond ten thousand', async () => {
    const other = newId();
    await world.sql(
      `insert into order_summary (id, number, customer_id, status, placed_at, totals, version)
       select gen_random_uuid(), 'X-' || n, $1, 'PENDING', now(), '{"grandTotal":{"amount":1,"currency":"USD"}}', 1
       from generate_series(1, 10001) n`,
      [other],
    );
    const { data } = await list({ filter: { customerId: other }, first: 1 }, support);
    expect(data.orders).toMatchObject({ totalCount: 10_000, totalCountIsEstimate: true });
    await world.sql('delete from order_summary where customer_id = $1', [other]);
  });
});

describe('calling many orders off', () => {
  const BULK = `mutation ($input: BulkCancelOrdersInput!) { bulkCancelOrders(input: $input) { cancelled refused
    items { orderId result { __typename ... on DomainError { code } ... on CancelOrderSuccess { order { status } } } } } }`;
  interface Bulk {
    bulkCancelOrders: {
      cancelled: number;
      refused: number;
      items: { orderId: string; result: Record<string, unknown> }[];
    };
  }
  const bulk = (orderIds: string[], viewer = support) =>
    world.ask<Bulk>(viewer, BULK, { input: { orderIds, reason: 'recalled' } });

  it('tells of each what became of it, in the order of the request', async () => {
    const shipped = await confirmed(world, customer);
    await shipment(world, shipped, 'SHIPPED');
    await reaches(world, customer, shipped, 'SHIPPED');
    const open = await placed(world, customer);
    const wanted = [shipped, newId(), open.id, 'no id', open.id];
    const { data } = await bulk(wanted);
    expect(data.bulkCancelOrders).toMatchObject({ cancelled: 1, refused: 3 });
    expect(data.bulkCancelOrders.items.map(({ orderId, result }) => [orderId, result['code'] ?? 'OK'])).toEqual([
      [shipped, 'ORDER_STATE_ILLEGAL'],
      [wanted[1], 'ORDER_UNKNOWN'],
      [open.id, 'OK'],
      ['no id', 'ORDER_UNKNOWN'],
    ]);
  });

  it('twice at once, in opposite orders, cancels each once', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => placed(world, customer)));
    const all = orders.map(({ id }) => id);
    const answers = await Promise.all([bulk(all), bulk(all.toReversed())]);
    expect(answers.map(({ data }) => data.bulkCancelOrders.cancelled)).toEqual([8, 8]);
    for (const id of all) {
      const history = (await read(world, customer, id))?.history ?? [];
      expect(history.filter(({ type }) => type === 'OrderCancelled')).toHaveLength(1);
    }
  });

  it('is for staff, and for no more than a hundred', async () => {
    expect((await bulk([newId()], customer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await bulk([])).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await bulk(Array.from({ length: 101 }, () => newId()))).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('an order as of a moment', () => {
  it('is told without a gap, though the clocks of two machines differ', async () => {
    const order = await placed(world, customer);
    await reserve(world, order.id);
    await reaches(world, customer, order.id, 'CONFIRMED');
    const ahead = `update order_event set recorded_at = recorded_at + interval '1 hour' where stream_id = $1 and version = 2`;
    await world.sql(ahead, [order.id]);
    const query =
      'query ($id: ID!, $asOf: DateTime) { order(id: $id, asOf: $asOf) { status version lines { quantity } history { version } } }';
    const asOf = new Date().toISOString();
    const { data } = await world.ask<{ order: { status: string; version: number; history: unknown[] } }>(
      customer,
      query,
      {
        id: order.id,
        asOf,
      },
    );
    expect(data.order).toMatchObject({ status: 'CONFIRMED', version: 4, lines: [{ quantity: 2 }] });
    expect(data.order.history).toHaveLength(4);
  });
});
