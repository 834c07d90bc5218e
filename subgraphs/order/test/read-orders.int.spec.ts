import { createRequire } from 'node:module';
import { newId } from '@cardstock/contracts';
import { ANONYMOUS, encodeCursor, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { confirmed, deliver, ORDER, type OrderData, placed, read } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();
const support = aUser(['SUPPORT']);

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

interface List {
  nodes: OrderData[];
  edges: { cursor: string }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

const PAGE = `{ nodes { ...order } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } }`;

const list = (viewer: Viewer, variables: Record<string, unknown> = {}) =>
  world.ask<{ orders: List }>(
    viewer,
    `query list($filter: OrderFilter, $first: Int, $after: String) {
       orders(filter: $filter, first: $first, after: $after) ${PAGE} } ${ORDER}`,
    variables,
  );

/** A statement that a request for orders makes: the list, its count, lines, events, sagas. */
const READS = /from order_summary|from order_line|from order_event|from saga/;

const several = async (viewer: Viewer, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.unshift((await placed(world, viewer)).id);
  return ids;
};

const code = ({ errors = [] }: { errors?: readonly { extensions: { code: string } }[] }): string | undefined =>
  errors[0]?.extensions.code;

describe('an order', () => {
  it('is there for its customer and for staff, and for nobody else', async () => {
    const { id } = await placed(world, customer);
    expect((await read(world, customer, id))?.id).toBe(id);
    expect((await read(world, support, id))?.id).toBe(id);
    for (const viewer of [aUser(), aUser(['CATALOG_MANAGER']), ANONYMOUS])
      expect(await read(world, viewer, id)).toBeNull();
    for (const unknown of [newId(), 'no id', '']) expect(await read(world, customer, unknown)).toBeNull();
  });

  it('can be read as of a moment, and is not there before it was placed', async () => {
    const id = await confirmed(world, customer);
    await deliver(world, customer, id);
    const [first] = await world.sql<{ recorded_at: Date }>(
      'select recorded_at from order_event where stream_id = $1 order by version',
      [id],
    );
    const [shipped] = await world.sql<{ recorded_at: Date }>(
      `select recorded_at from order_event where stream_id = $1 and status = 'SHIPPED'`,
      [id],
    );
    const query = `query past($id: ID!, $asOf: DateTime!) { order(id: $id, asOf: $asOf) { ...order } } ${ORDER}`;
    const asOf = async (moment: Date) =>
      (await world.ask<{ order: OrderData | null }>(customer, query, { id, asOf: moment })).data.order;
    const then = await asOf(shipped?.recorded_at ?? new Date(0));
    expect(then).toMatchObject({ status: 'SHIPPED', payment: { status: 'AUTHORIZED' }, saga: { status: 'RUNNING' } });
    expect(then?.history.at(-1)?.type).toBe('ShipmentProgressed');
    expect(await asOf(new Date((first?.recorded_at.getTime() ?? 0) - 1))).toBeNull();
    expect((await world.ask<{ order: null }>(aUser(), query, { id, asOf: new Date() })).data.order).toBeNull();
  });

  it('is found by references in the order they are asked for, foreign ones left empty', async () => {
    const [mine, other] = [await placed(world, customer), await placed(world, aUser())];
    const representations = [mine.id, other.id, newId(), mine.id].map((id) => ({ __typename: 'Order', id }));
    const query = `query refs($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { id } } }`;
    const { data } = await world.ask<{ _entities: unknown[] }>(customer, query, { representations });
    expect(data._entities).toEqual([{ id: mine.id }, null, null, { id: mine.id }]);
  });
});

describe('the list of orders', () => {
  it('pages through one’s own orders, newest first, each once', async () => {
    const buyer = aUser();
    const ids = await several(buyer, 5);
    await placed(world, aUser());
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: List = (await list(buyer, { first: 2, after })).data.orders;
      expect(page.totalCount).toBe(5);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids);
  });

  it('can be narrowed by status and by time', async () => {
    const buyer = aUser();
    const [newest = '', oldest = ''] = await several(buyer, 2);
    await world.sql(`update order_summary set placed_at = '2020-01-01' where id = $1`, [oldest]);
    const ids = async (filter: Record<string, unknown>) =>
      (await list(buyer, { filter })).data.orders.nodes.map(({ id }) => id);
    expect(await ids({ placedFrom: '2021-01-01T00:00:00Z' })).toEqual([newest]);
    expect(await ids({ placedTo: '2021-01-01T00:00:00Z' })).toEqual([oldest]);
    expect(await ids({ status: ['PENDING'] })).toEqual([newest, oldest]);
    expect(await ids({ status: ['COMPLETED', 'CANCELLED'] })).toEqual([]);
  });

  it('shows staff everybody’s orders, and customers no others', async () => {
    const buyer = aUser();
    const [id] = await several(buyer, 1);
    expect((await list(support, { first: 100 })).data.orders.nodes.map((order) => order.id)).toContain(id);
    expect((await list(support, { filter: { customerId: buyer.id } })).data.orders.totalCount).toBe(1);
    expect((await list(buyer, { filter: { customerId: buyer.id } })).data.orders.totalCount).toBe(1);
    expect(code(await list(aUser(), { filter: { customerId: buyer.id } }))).toBe('FORBIDDEN');
    expect(code(await list(ANONYMOUS))).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['a page of none', { first: 0 }],
    ['a page of too many', { first: 101 }],
    ['a made-up cursor', { after: 'nonsense' }],
    ['a cursor of another list', { after: Buffer.from('["x","y"]').toString('base64url') }],
    ['a cursor from before all calendars', { after: encodeCursor([new Date(-8.64e15).toISOString(), newId()]) }],
    ['a customer id that is none', { filter: { customerId: 'x' } }],
  ])('refuses %s', async (_what, variables) => {
    expect(code(await list(support, variables))).toBe('BAD_USER_INPUT');
  });

  it('costs the same number of statements however long the page is', async () => {
    const [few, many] = [aUser(), aUser()];
    await several(few, 1);
    await several(many, 12);
    // MikroORM brings its own copy of the driver.
    const driver = createRequire(import.meta.resolve('@mikro-orm/postgresql'))('pg') as typeof pg;
    const sent = jest.spyOn(driver.Client.prototype, 'query');
    const countOnce = async (viewer: Viewer): Promise<number> => {
      sent.mockClear();
      await list(viewer, { first: 50 });
      return sent.mock.calls.map(([query]) => JSON.stringify(query)).filter((text) => READS.test(text)).length;
    };
    // The watchdog, too, reads now and then: the least of some counts is without it.
    const costOf = async (viewer: Viewer): Promise<number> =>
      Math.min(await countOnce(viewer), await countOnce(viewer), await countOnce(viewer));
    expect([await costOf(few), await costOf(many)]).toEqual([4, 4]);
    sent.mockRestore();
  });

  it('hangs on users too, a page for each in one go', async () => {
    const [first, second] = [aUser(), aUser()];
    const [ids] = [await several(first, 3), await several(second, 1)];
    const query = `query users($users: [_Any!]!) { _entities(representations: $users) {
      ... on User { id orders(first: 2) ${PAGE} } } } ${ORDER}`;
    const users = [first, second, aUser()].map(({ id }) => ({ __typename: 'User', id }));
    const { data } = await world.ask<{ _entities: { orders: List }[] }>(support, query, { users });
    expect(data._entities.map(({ orders }) => orders.totalCount)).toEqual([3, 1, 0]);
    expect(data._entities[0]?.orders.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(code(await world.ask(first, query, { users }))).toBe('FORBIDDEN');
  });
});
