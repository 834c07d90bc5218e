import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from './listen.ts';
import { startPlatform, type TestGateway, type TestPlatform } from './platform.ts';
import { ReportSink } from './report-sink.ts';

let platform: TestPlatform;
let sink: ReportSink;
let gateway: TestGateway;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const KEY = 'service:cardstock:secret';
const reportingTo = (url: string, everyMs = '100') => ({
  REGISTRY_REPORTS_URL: url,
  APOLLO_KEY: KEY,
  APOLLO_GRAPH_REF: 'cardstock@current',
  USAGE_REPORT_MS: everyMs,
});
beforeEach(async () => {
  sink = new ReportSink();
  gateway = await platform.another(reportingTo(await sink.start()));
});
afterEach(async () => {
  await gateway.close();
  await sink.close();
});

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).then((reply) => reply.json());
const WEB = { 'apollographql-client-name': 'web', 'apollographql-client-version': '7.1' };
const counted = (expected: Record<string, number>) => eventually(() => expect(sink.counts).toEqual(expected));

describe('usage reports', () => {
  it('tell of queries the long and the short way, with the client', async () => {
    const query = 'query Reading { me: viewer }';
    for (let times = 0; times < 5; times += 1) await post({ query }, WEB);
    await post({ query });
    await counted({ 'Reading web@7.1': 5, 'Reading @': 1 });
    const [{ header, tracesPerQuery, endTime }] = sink.reports as [(typeof sink.reports)[number]];
    expect(header).toMatchObject({ graphRef: 'cardstock@current', agentVersion: 'cardstock-gateway' });
    expect(header?.executableSchemaId).toMatch(/^[0-9a-f]{64}$/);
    expect(endTime?.seconds).toBeGreaterThan(1_700_000_000);
    expect(Object.keys(tracesPerQuery)).toEqual(['# Reading\nquery Reading{viewer}']);
    expect(Object.values(tracesPerQuery)[0]?.referencedFieldsByType).toEqual({
      Query: { fieldNames: ['viewer'], isInterface: false },
    });
    expect(sink.received[0]).toMatchObject({ path: '/api/ingress/traces', headers: { 'x-api-key': KEY } });
  });

  it('tell of mutations, of what is refused, and not of what is no operation', async () => {
    await post({ query: 'mutation Buying { placeOrder(sku: "A") { __typename } }' }, WEB);
    const much = 'lines { variant { product { name } } }'.repeat(20);
    const refused = await post({ query: `query Much { search(first: 100) { ${much} } }` }, WEB);
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_TOO_LARGE' } }] });
    await post({ query: 'query Unknown { nothing }' }, WEB);
    await post({ query: 'query Broken {' }, WEB);
    await post({ query: 'query A { viewer }', operationName: 'B' }, WEB);
    await counted({ 'Buying web@7.1': 1, 'Much web@7.1': 1 });
  });

  it('tell of persisted queries, and of clients that name themselves in extensions', async () => {
    const query = 'query Kept { viewer }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const clientInfo = { clientName: 'app', clientVersion: '2' };
    await post({ query, extensions: { persistedQuery, clientInfo } });
    await post({ extensions: { persistedQuery, clientInfo } });
    await counted({ 'Kept app@2': 2 });
  });

  it('count each subscription once, whatever it receives, and queries on its socket', async () => {
    const client = gateway.client({ ...WEB, authorization: `Bearer ${await platform.jwks.token()}` });
    const ticks = listen(client, 'subscription Ticks { ticks(upTo: 5) }');
    await ticks.received(5);
    const one = listen(client, 'query OnSocket { viewer }');
    await one.received(1);
    const refused = listen(client, 'subscription Bad { nothing }');
    await refused.over();
    const stream = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...WEB },
      body: JSON.stringify({ query: 'subscription Streamed { ticks(upTo: 2) }' }),
    });
    await stream.text();
    await counted({ 'Ticks web@7.1': 1, 'OnSocket web@7.1': 1, 'Streamed web@7.1': 1 });
  });

  it('take the last counts along when the gateway stops', async () => {
    const slow = await platform.another(reportingTo(`http://127.0.0.1:${new URL(await sinkUrl()).port}`, '600000'));
    await slow.ask({ query: 'query Last { viewer }' });
    await slow.stop();
    expect(sink.counts).toEqual({ 'Last @': 1 });
  });

  it('take names apart and keep them short', async () => {
    await post({ query: 'query Named { viewer }' }, { ...WEB, 'apollographql-client-name': 'x'.repeat(5_000) });
    await counted({ [`Named ${'x'.repeat(100)}@7.1`]: 1 });
  });

  it('are sent again with the same bytes while the registry fails, and given up when it refuses', async () => {
    sink.status = 503;
    await post({ query: 'query Again { viewer }' });
    await eventually(() => expect(sink.received.length).toBeGreaterThan(1));
    expect(new Set(sink.received.map(({ body }) => body.toString('hex'))).size).toBe(1);
    sink.status = 200;
    await eventually(async () => expect(await gateway.metric('gateway_usage_operations_total', 'reported')).toBe(1));
    sink.status = 401;
    await post({ query: 'query Again { viewer }' });
    await eventually(async () => expect(await gateway.metric('gateway_usage_operations_total', 'unreachable')).toBe(1));
  });

  it('hold up no request while nobody takes them', async () => {
    await sink.close();
    for (let times = 0; times < 20; times += 1) {
      expect(await gateway.ask({ query: 'query Alone { viewer }' })).toMatchObject({ data: { viewer: 'anonymous' } });
    }
  });
});

const sinkUrl = async (): Promise<string> => {
  await post({ query: 'query Where { viewer }' });
  await eventually(() => expect(sink.received).toHaveLength(1));
  return `http://${sink.received.splice(0)[0]?.headers.host}`;
};

describe('with a key in the environment and no registry', () => {
  it('nothing is sent to anybody outside', async () => {
    const variables = { APOLLO_KEY: KEY, APOLLO_GRAPH_REF: 'cardstock@current', APOLLO_SCHEMA_REPORTING: 'true' };
    Object.assign(process.env, variables);
    const hosts = new Set<string>();
    const watch = (message: unknown): void => {
      (message as { socket: Socket }).socket.once('lookup', (_err, _address, _family, host) => hosts.add(String(host)));
    };
    subscribe('net.client.socket', watch);
    const plain = await platform.another();
    for (let times = 0; times < 3; times += 1) await plain.ask({ query: 'query Quiet { viewer }' });
    await plain.stop();
    unsubscribe('net.client.socket', watch);
    for (const name of Object.keys(variables)) delete process.env[name];
    expect([...hosts].filter((host) => !['127.0.0.1', 'localhost'].includes(host))).toEqual([]);
    expect(sink.received).toEqual([]);
  });
});
