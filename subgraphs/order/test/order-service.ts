import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contract, type Envelope, makeEnvelope, newId } from '@cardstock/contracts';
import { type Payments, startPayments } from '@cardstock/local';
import { appendToOutbox } from '@cardstock/messaging';
import { type InternalTokens, parseConfig, type Service, type Viewer } from '@cardstock/service';
import { type Answer, askAs, eventually, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import pg from 'pg';
import { orderConfig, startOrder } from '../src/index.ts';

const SECRET_KEY = 'sk_test_order';

/** What the catalog and inventory would answer, for the few questions that this subgraph asks them. */
export interface Neighbours {
  readonly prices: Map<string, number>;
  readonly available: Map<string, number>;
  readonly questions: string[];
  isDown: boolean;
}

const answer = (neighbours: Neighbours, body: string): unknown => {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  neighbours.questions.push(query);
  if (query.includes('_entities')) {
    const [{ sku = '' } = {}] = variables['wanted'] as { sku?: string }[];
    const available = neighbours.available.get(sku);
    return { _entities: [available === undefined ? null : { availability: { available, status: 'IN_STOCK' } }] };
  }
  const offers = Object.entries(variables).map(([name, sku]) => {
    const amount = neighbours.prices.get(String(sku));
    const offer = { sku, title: `Card ${sku}`, price: { amount, currency: 'USD' }, weightGrams: 2 };
    return [name.replace('s', 'v'), amount === undefined ? null : offer];
  });
  return Object.fromEntries(offers);
};

const startNeighbours = async (neighbours: Neighbours): Promise<Server> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (neighbours.isDown) return void response.writeHead(503).end('down');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: answer(neighbours, body) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

export interface OrderWorld {
  readonly neighbours: Neighbours;
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
  ledger(): Promise<{ intents: { status: string; metadata: { orderId: string }; amount_received: number }[] }>;
  stop(): Promise<void>;
}

/** The order subgraph on real stores and the payment sandbox; the test plays the other domains. */
export const startOrderWorld = async (overrides: Record<string, string> = {}): Promise<OrderWorld> => {
  const [database, redisUrl, keys] = [await freshDatabase(), await freshRedisUrl(), await testKeys()];
  const neighbours: Neighbours = { prices: new Map(), available: new Map(), questions: [], isDown: false };
  const server = await startNeighbours(neighbours);
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-payments-'));
  const payments = await startPayments({ port: 0, dataFolder: folder, secretKey: SECRET_KEY, log: () => undefined });
  const neighbourUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const config = parseConfig(orderConfig, {
    ...keys.environmentOf('order'),
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    CATALOG_URL: neighbourUrl,
    INVENTORY_URL: neighbourUrl,
    STRIPE_API_URL: payments.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    ...overrides,
  });
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
