import { InventoryCommitted, newId } from '@cardstock/contracts';
import { ANONYMOUS, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { confirmed, deliver, placed, reaches, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

interface StatusEvent {
  cursor: string;
  status: string;
  previousStatus: string | null;
  order: { id: string; status: string };
}

interface Stream {
  readonly events: StatusEvent[];
  readonly errors: string[];
  isOver: boolean;
  close(): Promise<void>;
}

const SUBSCRIPTION = `subscription live($id: ID!, $after: String) {
  orderStatusChanged(orderId: $id, after: $after) { cursor status previousStatus occurredAt order { id status } } }`;

const watch = async (viewer: Viewer, id: string, after?: string): Promise<Stream> => {
  const client = createClient({
    url: `ws://127.0.0.1:${world.service.port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const stream: Stream = { events: [], errors: [], isOver: false, close: async () => client.dispose() };
  const extensions = { internalToken: await world.tokens.sign(viewer) };
  client.subscribe<{ orderStatusChanged: StatusEvent }>(
    { query: SUBSCRIPTION, variables: { id, after }, extensions },
    {
      next: ({ data, errors = [] }) => {
        if (data) stream.events.push(data.orderStatusChanged);
        stream.errors.push(...errors.map(({ extensions: more }) => String(more?.['code'])));
      },
      error: (err) => {
        const list = Array.isArray(err) ? err : [];
        stream.errors.push(...list.map(({ extensions: more }) => String(more?.['code'])));
        stream.isOver = true;
      },
      complete: () => {
        stream.isOver = true;
      },
    },
  );
  return stream;
};

const statuses = ({ events }: Stream): string[] => events.map(({ status }) => status);
const TO_CONFIRMED = ['PENDING', 'RESERVED', 'AUTHORIZED', 'CONFIRMED'];
const TO_COMPLETED = [...TO_CONFIRMED, 'PICKING', 'PACKED', 'SHIPPED', 'DELIVERED', 'COMPLETED'];

describe('the stream of an order', () => {
  it('tells every status once and in order to somebody who came late, and ends with the order', async () => {
    const { id } = await placed(world, customer);
    await reserve(world, id);
    const stream = await watch(customer, id);
    await eventually(() => expect(statuses(stream)).toEqual(TO_CONFIRMED));
    await deliver(world, customer, id);
    await eventually(() => expect(stream.isOver).toBe(true));
    expect(statuses(stream)).toEqual(TO_COMPLETED);
    expect(stream.events.map(({ previousStatus }) => previousStatus)).toEqual([null, ...TO_COMPLETED.slice(0, -1)]);
    expect(stream.events.at(-1)?.order).toEqual({ id, status: 'COMPLETED' });
    await stream.close();
  });

  it('tells a whole order that is over, and ends', async () => {
    const id = await confirmed(world, customer);
    await deliver(world, customer, id);
    const stream = await watch(customer, id);
    await eventually(() => expect(stream.isOver).toBe(true));
    expect(statuses(stream)).toEqual(TO_COMPLETED);
    const rest = await watch(customer, id, stream.events.at(-1)?.cursor);
    await eventually(() => expect(rest.isOver).toBe(true));
    expect(rest.events).toEqual([]);
    await Promise.all([stream.close(), rest.close()]);
  });

  it('goes on after a cursor, across a restart, without a gap or a repetition', async () => {
    const id = await confirmed(world, customer);
    const first = await watch(customer, id);
    await eventually(() => expect(statuses(first)).toEqual(TO_CONFIRMED));
    await world.restart();
    await first.close();
    await shipment(world, id, 'PACKED');
    await reaches(world, customer, id, 'PACKED');
    const second = await watch(customer, id, first.events.at(-1)?.cursor);
    await shipment(world, id, 'DELIVERED');
    await reaches(world, customer, id, 'DELIVERED');
    await world.tell(InventoryCommitted, { orderId: id });
    await eventually(() => expect(second.isOver).toBe(true));
    expect([...statuses(first), ...statuses(second)]).toEqual(TO_COMPLETED);
    await second.close();
  });

  it('is the same for several watchers, of whom some leave early', async () => {
    const { id } = await placed(world, customer);
    const streams = await Promise.all([watch(customer, id), watch(aUser(['SUPPORT']), id), watch(customer, id)]);
    await eventually(() => expect(streams.map((stream) => statuses(stream).length)).toEqual([1, 1, 1]));
    await streams[2]?.close();
    await reserve(world, id);
    for (const stream of streams.slice(0, 2)) await eventually(() => expect(statuses(stream)).toEqual(TO_CONFIRMED));
    expect(statuses(streams[2] as Stream)).toEqual(['PENDING']);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it('is for its customer and for staff', async () => {
    const { id } = await placed(world, customer);
    for (const [viewer, orderId] of [
      [aUser(), id],
      [ANONYMOUS, id],
      [customer, newId()],
      [customer, 'no id'],
    ] as const) {
      const stream = await watch(viewer, orderId);
      await eventually(() => expect(stream.errors).toEqual(['NOT_FOUND']));
      await stream.close();
    }
  });

  it('refuses a cursor that it did not give out', async () => {
    const { id } = await placed(world, customer);
    const stream = await watch(customer, id, 'nonsense');
    await eventually(() => expect(stream.errors).toEqual(['BAD_USER_INPUT']));
    await stream.close();
  });
});
