import {
  CancelFulfillment,
  type Contract,
  type DataOf,
  FulfilOrder,
  newId,
  type ShipmentStatus,
  ShipmentStatusChanged,
} from '@cardstock/contracts';
import { openDatabase, parseConfig, sqlOf, type Viewer } from '@cardstock/service';
import { askAs, aUser, eventually, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { startOtherDomains } from '@cardstock/testing/other-domains';
import { expect } from '@jest/globals';
import { fulfillmentConfig, startFulfillment } from '../src/index.ts';

export const WAREHOUSE_STAFF = aUser(['WAREHOUSE']);
export const SUPPORT_STAFF = aUser(['SUPPORT']);
export const CUSTOMER = aUser();

const ADVANCE = `mutation ($input: AdvanceShipmentInput!) { advanceShipment(input: $input) {
  __typename
  ... on AdvanceShipmentSuccess { shipment { id status carrier trackingNumber } }
  ... on IllegalShipmentState { code message status }
} }`;

const ORDERS = `query ($orders: [_Any!]!) { _entities(representations: $orders) { ... on Order { id shipments {
  id status carrier trackingNumber order { id } lines { quantity variant { sku } } events { status description occurredAt }
} } } }`;

const UNEXPLAINED = `
  select id from shipment where version <> (select count(*) from tracking_event where shipment_id = shipment.id)
    or status <> (select status from tracking_event where shipment_id = shipment.id order by version desc limit 1)`;

const QUEUEING = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

export interface ShipmentData {
  readonly id: string;
  readonly status: ShipmentStatus;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly lines: readonly { quantity: number; variant: { sku: string } }[];
  readonly events: readonly { status: string; description: string; occurredAt: string }[];
}
export interface Advanced {
  readonly advanceShipment: {
    readonly __typename: string;
    readonly status?: ShipmentStatus;
    readonly shipment?: ShipmentData;
  };
}

const orderOf = (orderId: string, customerId: string): DataOf<typeof FulfilOrder> => ({
  orderId,
  number: 'CS-1001',
  customerId,
  shippingAddress: { name: 'Ira', line1: '1 Main St', city: 'Columbus', postalCode: '43004', countryCode: 'US' },
  lines: [
    { sku: 'WTR001-NM', quantity: 2, warehouseId: 'wh-east' },
    { sku: 'ARC002-LP', quantity: 1, warehouseId: 'wh-west' },
  ],
});

/** Fulfilment on stores of its own, with the order domain beside it. */
export const aFulfillment = async (settings: Readonly<Record<string, string>> = {}) => {
  const [database, redisUrl, keys] = await Promise.all([freshDatabase(), freshRedisUrl(), testKeys()]);
  const others = await startOtherDomains(redisUrl, ['order']);
  const env = {
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    ...keys.environmentOf('fulfillment'),
    ...settings,
  };
  let tools = testTools('fulfillment');
  const start = () => startFulfillment(parseConfig(fulfillmentConfig, env), tools);
  let service = await start();
  const tokens = await keys.tokensOf('gateway');
  const orm = await openDatabase({ url: database.url, entities: [], migrations: [], log: tools.log });
  const sql = sqlOf(orm.em.fork());

  const ask = <Data>(viewer: Viewer, query: string, variables: Record<string, unknown> = {}) =>
    askAs<Data>(service.port, tokens, viewer, { query, variables });
  const about = (type: string, orderId: string) =>
    others.received.filter((message) => message.type === type && message.subject === orderId);
  const told = (orderId: string) =>
    about(ShipmentStatusChanged.type, orderId).map(({ sequence, data }) => ({
      sequence,
      ...(data as DataOf<typeof ShipmentStatusChanged>),
    }));
  const toldTimes = (orderId: string, times: number) =>
    eventually(() => {
      const news = told(orderId);
      expect(news.length).toBeGreaterThanOrEqual(times);
      return news;
    });
  const fulfil = (orderId: string, { customerId = CUSTOMER.id, messageId = newId() } = {}) =>
    others.send(FulfilOrder, [orderOf(orderId, customerId)], [messageId]);

  /** Messages that had to be tried again, as a clash of two commands would make them. */
  const failedMessages = async (): Promise<number> => {
    const counter = await tools.metrics.getSingleMetric('messages_consumed_total')?.get();
    return (counter?.values ?? [])
      .filter(({ labels }) => labels['outcome'] !== 'done')
      .reduce((sum, { value }) => sum + value, 0);
  };

  return {
    sql,
    ask,
    told,
    toldTimes,
    fulfil,
    send: others.send,
    /** What the order was told by messages of a type. */
    received: <Data>({ type }: Contract<string, Data>, orderId: string) =>
      about(type, orderId).map(({ data }) => data as Data),
    cancel: (orderId: string, messageId = newId()) => others.send(CancelFulfillment, [{ orderId }], [messageId]),
    advance: (shipmentId: string, status: ShipmentStatus, viewer: Viewer = WAREHOUSE_STAFF) =>
      ask<Advanced>(viewer, ADVANCE, { input: { shipmentId, status } }),
    shipmentsOf: async (viewer: Viewer, ...orderIds: string[]) => {
      const orders = orderIds.map((id) => ({ __typename: 'Order', id }));
      const { data } = await ask<{ _entities: { id: string; shipments: ShipmentData[] }[] }>(viewer, ORDERS, {
        orders,
      });
      return data._entities.map(({ shipments }) => shipments);
    },
    /** The shipment of a new order, as the order learned of it. */
    withShipment: async (customerId = CUSTOMER.id) => {
      const orderId = newId();
      await fulfil(orderId, { customerId });
      const [first] = await toldTimes(orderId, 1);
      return { orderId, shipmentId: first?.shipmentId ?? '' };
    },
    /** After every scenario: each status a shipment ever had is a tracking event, and no message had to be tried twice. */
    expectAllIsWell: async () => {
      expect(await sql(UNEXPLAINED)).toEqual([]);
      expect(await failedMessages()).toBe(0);
    },
    /** Keeps a shipment's row locked while the work goes on, which can wait until so many others queue for it. */
    whileHolding: (shipmentId: string, work: (waiting: (count: number) => Promise<void>) => Promise<void>) =>
      orm.em.fork().transactional(async (em) => {
        await sqlOf(em)('select 1 from shipment where id = $1 for update', [shipmentId]);
        await work((count) => eventually(async () => expect(await sql(QUEUEING)).toHaveLength(count)));
      }),
    /** Stops the service and starts it again, as a crash or a deployment would. */
    restart: async () => {
      await service.stop();
      tools = testTools('fulfillment');
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await others.stop();
      await orm.close();
      await database.drop();
      await keys.remove();
    },
  };
};

export type Fulfillment = Awaited<ReturnType<typeof aFulfillment>>;
