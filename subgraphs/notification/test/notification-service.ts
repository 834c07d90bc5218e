import { type Contract, idFrom, makeEnvelope, newId, OrderStatusChanged, UserRegistered } from '@cardstock/contracts';
import { appendToOutbox, type Sql } from '@cardstock/messaging';
import { parseConfig, type UserViewer, type Viewer } from '@cardstock/service';
import { askAs, aUser, eventually, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import type { OrderNews } from '../src/domain/order-status.templates.ts';
import { notificationConfig, startNotification } from '../src/index.ts';
import { startAuthStandIn } from './auth-stand-in.ts';
import { startMailServer } from './mail-server.ts';

/** A notification subgraph of this test file's own, with a mail server and something that stands in for auth. */
export const startTestNotification = async () => {
  const [database, keys, redisUrl, mail] = await Promise.all([
    freshDatabase(),
    testKeys(),
    freshRedisUrl(),
    startMailServer(),
  ]);
  const auth = await startAuthStandIn(keys);
  const config = parseConfig(notificationConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    AUTH_URL: auth.url,
    SMTP_URL: mail.url,
    ...keys.environmentOf('notification'),
  });
  const service = await startNotification(config, testTools('notification'));
  const gateway = await keys.tokensOf('gateway');
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const sql: Sql = async (text, values = []) => (await pool.query(text, [...values])).rows;
  return {
    sql,
    mail,
    auth,
    gateway,
    port: service.port,
    ask: <Data>(viewer: Viewer, query: string, variables: Record<string, unknown> = {}) =>
      askAs<Data>(service.port, gateway, viewer, { query, variables }),
    /** Sends a message the way it would come: over the queue. */
    deliver: async <Data>(
      contract: Contract<string, Data>,
      data: Data,
      { id = newId(), occurredAt = new Date() }: { id?: string; occurredAt?: Date } = {},
    ): Promise<void> => {
      const to = { id, subject: 'test', source: 'order', occurredAt, correlationId: 'test' } as const;
      await appendToOutbox(sql, [makeEnvelope(contract, data, to)]);
    },
    stop: async () => {
      await service.stop();
      await Promise.all([pool.end(), mail.stop(), auth.stop()]);
      await Promise.all([database.drop(), keys.remove()]);
    },
  };
};

export type TestNotification = Awaited<ReturnType<typeof startTestNotification>>;

export interface Row {
  readonly id: string;
  readonly event: string;
  readonly channel: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
}

export const rowsOf = (service: TestNotification, userId: string): Promise<Row[]> =>
  service.sql<Row>('select * from notification where user_id = $1 order by position', [userId]);

/** Someone whose account this subgraph has heard of. */
export const aKnownCustomer = async (service: TestNotification, name: string): Promise<UserViewer> => {
  const viewer = aUser(['CUSTOMER'], idFrom('test', name));
  const account = { userId: viewer.id, email: `${name}@example.test`, displayName: name, roles: viewer.roles };
  await service.deliver(UserRegistered, { ...account, roles: [...viewer.roles] });
  await eventually(async () => {
    const known = await service.sql('select 1 from contact where user_id = $1', [viewer.id]);
    if (known.length === 0) throw new Error(`${name} is not known yet`);
  });
  return viewer;
};

export const news = (customerId: string, more: Partial<OrderNews> = {}): OrderNews => ({
  orderId: newId(),
  number: 'CS-1001',
  customerId,
  status: 'CONFIRMED',
  previousStatus: null,
  reason: null,
  lines: [{ title: 'Enlightened Strike', quantity: 2 }],
  grandTotal: { amount: 123_456, currency: 'USD' },
  carrier: null,
  trackingNumber: null,
  ...more,
});

/** Tells the service of an order and waits until its customer has been told, in the app at least. */
export const tell = async (service: TestNotification, story: OrderNews): Promise<void> => {
  await service.deliver(OrderStatusChanged, story);
  await eventually(async () => {
    const rows = await rowsOf(service, story.customerId);
    if (!rows.some(({ event }) => event === `ORDER_${story.status}`))
      throw new Error(`nobody was told of ${story.status}`);
  });
};

/** Subscribes as the gateway would for this viewer. */
export const subscribe = async (service: TestNotification, viewer: Viewer, after?: string) => {
  const socket = createClient({ url: `ws://127.0.0.1:${service.port}/graphql` });
  const internalToken = await service.gateway.sign(viewer);
  const events = socket.iterate<{ notificationReceived: { id: string; event: string; channel: string } }>({
    query: 'subscription ($after: ID) { notificationReceived(after: $after) { id event channel } }',
    variables: { after },
    extensions: { internalToken },
  });
  return {
    next: async () => {
      const { value } = await events.next();
      if (value?.errors) throw Object.assign(new Error('refused'), { errors: value.errors });
      return value?.data?.notificationReceived;
    },
    close: async () => {
      await events.return?.();
      await socket.dispose();
    },
  };
};
