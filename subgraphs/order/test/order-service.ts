import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contract, type Envelope, makeEnvelope, newId } from '@cardstock/contracts';
import { type Payments, startPayments } from '@cardstock/local/payments';
import { freePort } from '@cardstock/local/ports';
import { appendToOutbox } from '@cardstock/messaging';
import { type InternalTokens, parseConfig, type Service, type Viewer } from '@cardstock/service';
import { type Answer, askAs, eventually, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import pg from 'pg';
import { orderConfig, startOrder } from '../src/index.ts';
import { makeNeighbours, type Neighbours, startNeighbours } from './neighbours.ts';

const SECRET_KEY = 'sk_test_order';
export const WEBHOOK_SECRET = 'whsec_order';

export interface OrderWorld {
  readonly neighbours: Neighbours;
  /** What a process of the order subgraph needs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tokens: InternalTokens;
  readonly payments: Payments;
  readonly service: Service;
  ask<Data>(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<Answer<Data>>;
  sql<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Says something to the order subgraph, as another domain would. Returns the message, to be said again. */
  tell<Data>(contract: Contract<string, Data>, data: Data): Promise<Envelope>;
  repeat(message: Envelope): Promise<void>;
  /** The messages of a type that were sent about an order, oldest first. */
  sent(type: string, orderId: string): Promise<Envelope[]>;
  /** Ends the process of the subgraph and starts another on the same stores. */
  restart(): Promise<void>;
  fault(rule: Record<string, unknown>): Promise<void>;
  /** Ends all faults. */
  heal(): Promise<void>;
  /** Makes happen what customers and banks do with a payment: authenticate, fail, expire, dispute. */
  happen(paymentId: string, what: 'authenticate' | 'fail' | 'expire' | 'dispute'): Promise<void>;
  ledger(): Promise<{
    intents: { id: string; status: string; metadata: { orderId: string }; amount_received: number }[];
    refunds: { id: string; amount: number; payment_intent: string }[];
    events: { id: string; type: string; state: string }[];
  }>;
  stop(): Promise<void>;
}

/** The order subgraph on real stores and the payment sandbox; the test plays the other domains. */
export const startOrderWorld = async (overrides: Record<string, string> = {}): Promise<OrderWorld> => {
  const [database, redisUrl, keys] = [await freshDatabase(), await freshRedisUrl(), await testKeys()];
  const neighbours = makeNeighbours();
  const server = await startNeighbours(neighbours);
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-payments-'));
  const port = await freePort();
  const payments = await startPayments({
    port: 0,
    dataFolder: folder,
    secretKey: SECRET_KEY,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    webhookSecret: WEBHOOK_SECRET,
    log: () => undefined,
  });
  const neighbourUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const environment = {
    ...keys.environmentOf('order'),
    NODE_ENV: 'test',
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    CATALOG_URL: neighbourUrl,
    INVENTORY_URL: neighbourUrl,
    FULFILLMENT_URL: neighbourUrl,
    STRIPE_API_URL: payments.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ...overrides,
  };
  const config = parseConfig(orderConfig, environment);
  const start = (): Promise<Service> => startOrder(config, testTools('order'));
  let service = await start();
  const tokens = await keys.tokensOf('gateway');
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const sql = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await pool.query(text, [...values])).rows as Row[];
  const repeat = (message: Envelope): Promise<void> => appendToOutbox(sql, [message]);
  const sandbox = async (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${payments.url}/_sandbox/${path}`, init);
  return {
    neighbours,
    environment,
    tokens,
    payments,
    get service() {
      return service;
    },
    ask: (viewer, query, variables = {}) => askAs(service.port, tokens, viewer, { query, variables }),
    sql,
    repeat,
    tell: async (contract, data) => {
      const subject = (data as { orderId?: string }).orderId ?? newId();
      const to = { subject, source: contract.publishers[0] ?? 'order', occurredAt: new Date(), correlationId: newId() };
      const message = makeEnvelope(contract, data, to);
      await repeat(message);
      return message;
    },
    sent: async (type, orderId) => {
      const text = `select envelope from outbox_message where type = $1 and envelope->>'subject' = $2 order by position`;
      return (await sql<{ envelope: Envelope }>(text, [type, orderId])).map(({ envelope }) => envelope);
    },
    restart: async () => {
      await service.stop();
      service = await start();
    },
    fault: async (rule) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await sandbox('faults', { method: 'POST', headers, body: JSON.stringify(rule) });
      if (!reply.ok) throw new Error(await reply.text());
    },
    heal: async () => void (await sandbox('faults', { method: 'DELETE' })),
    happen: async (paymentId, what) => {
      const reply = await sandbox(`payment_intents/${paymentId}/${what}`, { method: 'POST' });
      if (!reply.ok) throw new Error(await reply.text());
    },
    ledger: async () => (await (await sandbox('ledger')).json()) as Awaited<ReturnType<OrderWorld['ledger']>>,
    stop: async () => {
      await service.stop();
      await payments.stop();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
      await database.drop();
      await keys.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export { eventually };
