import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type E2ePlatform, e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

const operation = (name: string) => readFile(`schema/operations/demo/${name}.graphql`, 'utf8');
const ADDRESS = {
  name: 'Casey Customer',
  line1: '1 Rathe Road',
  city: 'Metrix',
  postalCode: '10001',
  countryCode: 'US',
};
const TO_COMPLETED = [
  'PENDING',
  'RESERVED',
  'AUTHORIZED',
  'CONFIRMED',
  'PICKING',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
];

interface Variant {
  readonly sku: string;
  readonly price: { amount: number };
  readonly availability: { available: number };
}
interface Story {
  readonly status: string;
  readonly customer: { email: string };
  readonly lines: {
    quantity: number;
    variant: { sku: string; product: { name: string }; availability: { available: number } };
  }[];
  readonly payment: {
    status: string;
    failureCode: string | null;
    authorized: { amount: number };
    captured: { amount: number };
  };
  readonly totals: { grandTotal: { amount: number } };
  readonly saga: { status: string; steps: { name: string; state: string; attempts: number }[] };
  readonly shipments: { status: string; trackingNumber: string | null }[];
  readonly notifications: { event: string; channel: string; status: string }[];
  readonly history: { version: number; type: string }[];
}
interface StatusEvent {
  readonly orderStatusChanged: {
    cursor: string;
    status: string;
    order: { lines: { variant: { product: { name: string } } }[] };
  };
}

let platform: E2ePlatform;
let customer: string;

beforeAll(async () => {
  platform = e2ePlatform();
  customer = await platform.logIn('customer');
});

const variantInStock = async (pieces: number): Promise<Variant> => {
  const query = await operation('search-products');
  const variables = { query: '', filter: { inStock: true }, first: 50 };
  const { data } = await platform.ask<{ products: { nodes: { variants: Variant[] }[] } }>({ query, variables });
  const found = data.products.nodes
    .flatMap(({ variants }) => variants)
    .find(({ availability }) => availability.available >= pieces);
  if (!found) throw new Error(`no variant has ${pieces} pieces`);
  return found;
};

const availabilityOf = async (sku: string): Promise<number> => {
  const query = 'query($sku: ID!) { variant(sku: $sku) { availability { available } } }';
  const { data } = await platform.ask<{ variant: Variant }>({ query, variables: { sku } });
  return data.variant.availability.available;
};

const place = async (sku: string, quantity: number, token = 'pm_card_visa'): Promise<string> => {
  const input = {
    lines: [{ sku, quantity }],
    idempotencyKey: randomUUID(),
    shippingAddress: ADDRESS,
    payment: { method: 'card', token },
  };
  const { data } = await platform.ask<{ placeOrder: { order: { id: string } } }>(
    { query: await operation('place-order'), variables: { input } },
    customer,
  );
  return data.placeOrder.order.id;
};

const storyOf = async (id: string): Promise<Story> => {
  const { data, errors } = await platform.ask<{ order: Story }>(
    { query: await operation('order-story'), variables: { id } },
    customer,
  );
  expect(errors).toBeUndefined();
  return data.order;
};

const statusesOf = async (
  orderId: string,
  onStatus?: (status: string) => Promise<void>,
): Promise<StatusEvent['orderStatusChanged'][]> => {
  const seen: StatusEvent['orderStatusChanged'][] = [];
  const query = await operation('order-status-changed');
  for await (const { data, errors } of platform.follow<StatusEvent>({ query, variables: { orderId } }, customer)) {
    expect(errors).toBeUndefined();
    if (!data) throw new Error('an event without data');
    seen.push(data.orderStatusChanged);
    await onStatus?.(data.orderStatusChanged.status);
  }
  return seen;
};

const ends = (id: string, status: string) =>
  eventually(async () => expect((await storyOf(id)).status).toBe(status), { everyMs: 100 });

describe('the journey of an order', () => {
  it('goes from search to delivery, each status arriving once and in order, joined across subgraphs', async () => {
    const variant = await variantInStock(2);
    const before = await availabilityOf(variant.sku);
    const id = await place(variant.sku, 2);
    const events = await statusesOf(id);
    expect(events.map(({ status }) => status)).toEqual(TO_COMPLETED);
    for (const { order } of events) expect(order.lines[0]?.variant.product.name).toEqual(expect.any(String));
    expect(await availabilityOf(variant.sku)).toBe(before - 2);
  });

  it('tells its whole story in one query over all six subgraphs', async () => {
    const variant = await variantInStock(1);
    const id = await place(variant.sku, 1);
    await ends(id, 'COMPLETED');
    const story = await eventually(async () => {
      const now = await storyOf(id);
      expect(
        now.notifications.filter(({ channel, status }) => channel === 'EMAIL' && status === 'SENT').length,
      ).toBeGreaterThanOrEqual(3);
      return now;
    });
    expect(story.customer.email).toBe('customer@cardstock.test');
    expect(story.lines[0]?.variant).toMatchObject({ sku: variant.sku, product: { name: expect.any(String) } });
    expect(story.shipments).toEqual([
      expect.objectContaining({ status: 'DELIVERED', trackingNumber: expect.any(String) }),
    ]);
    expect(story.payment).toMatchObject({ status: 'CAPTURED', captured: story.totals.grandTotal, failureCode: null });
    expect(story.saga.status).toBe('COMPLETED');
    expect(story.saga.steps.every(({ state }) => state === 'DONE')).toBe(true);
    expect(story.history.map(({ version }) => version)).toEqual(story.history.map((_, index) => index + 1));
    const perChannel = story.notifications.map(({ event, channel }) => `${event} ${channel}`);
    expect(new Set(perChannel).size).toBe(perChannel.length);
  });

  it('ends REJECTED, with its stock released, when the card is declined', async () => {
    const variant = await variantInStock(1);
    const before = await availabilityOf(variant.sku);
    const id = await place(variant.sku, 1, 'pm_card_chargeDeclined');
    const events = await statusesOf(id);
    expect(events.map(({ status }) => status)).toEqual(['PENDING', 'RESERVED', 'REJECTED']);
    const story = await eventually(async () => {
      const now = await storyOf(id);
      expect(now.saga.status).toBe('COMPENSATED');
      return now;
    });
    expect(story.payment).toMatchObject({
      status: 'DECLINED',
      failureCode: expect.stringContaining('decline'),
      captured: { amount: 0 },
    });
    expect(await availabilityOf(variant.sku)).toBe(before);
  });

  it('ends REJECTED, with nothing reserved, when more is ordered than there is', async () => {
    const variant = await variantInStock(1);
    const before = await availabilityOf(variant.sku);
    const id = await place(variant.sku, 999);
    await ends(id, 'REJECTED');
    expect(await availabilityOf(variant.sku)).toBe(before);
    expect((await storyOf(id)).shipments).toEqual([]);
  });

  it('is placed once, however often the same key is sent', async () => {
    const variant = await variantInStock(1);
    const input = {
      lines: [{ sku: variant.sku, quantity: 1 }],
      idempotencyKey: randomUUID(),
      shippingAddress: ADDRESS,
      payment: { method: 'card', token: 'pm_card_visa' },
    };
    const query = await operation('place-order');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        platform.ask<{ placeOrder: { order: { id: string } } }>({ query, variables: { input } }, customer),
      ),
    );
    const ids = new Set(answers.map(({ data }) => data.placeOrder.order.id));
    expect(ids.size).toBe(1);
    await Promise.all([...ids].map((id) => ends(id, 'COMPLETED')));
  });
});

describe.each(['inventory', 'order', 'fulfillment', 'catalog', 'notification', 'auth'])(
  'kill -9 of %s in the middle of a saga',
  (service) => {
    it('delays the order but does not lose it, and its stream misses nothing and repeats nothing', async () => {
      const variant = await variantInStock(1);
      const id = await place(variant.sku, 1);
      let killed = Promise.resolve();
      const events = await statusesOf(id, async (status) => {
        if (status === 'RESERVED') killed = platform.kill(service);
      });
      await killed;
      expect(events.map(({ status }) => status)).toEqual(TO_COMPLETED);
      await eventually(async () => expect((await storyOf(id)).saga.status).toBe('COMPLETED'), {
        everyMs: 100,
      });
    });
  },
);
