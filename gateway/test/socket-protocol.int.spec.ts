import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';
import { RawSocket } from './raw-socket.ts';

let platform: TestPlatform;
let authorization: string;
beforeAll(async () => {
  platform = await startPlatform({ CONNECTION_INIT_MS: '300', MAX_OPERATIONS_PER_CONNECTION: '3' });
  authorization = `Bearer ${await platform.jwks.token()}`;
});
afterAll(() => platform.close());

const openStreams = (count: number) => eventually(() => expect(platform.subgraphs.order.streams).toBe(count));
const STATUS = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { status } }';

describe('the protocol graphql-transport-ws', () => {
  it('closes with 4406 what names no protocol', async () => {
    const raw = new RawSocket(platform.url, []);
    expect(await raw.closed()).toBe(4406);
  });

  it('agrees to no other protocol', async () => {
    const raw = new RawSocket(platform.url, ['graphql-ws']);
    await raw.closed();
    expect([raw.socket.protocol, raw.messages]).toEqual(['', []]);
  });

  it('closes with 4408 without a connection_init in time', async () => {
    const raw = await RawSocket.open(platform.url);
    expect(await raw.closed()).toBe(4408);
  });

  it('closes with 4429 at a second connection_init', async () => {
    const raw = await RawSocket.start(platform.url);
    raw.say({ type: 'connection_init' });
    expect(await raw.closed()).toBe(4429);
  });

  it('closes with 4401 what subscribes before it is acknowledged', async () => {
    const raw = await RawSocket.open(platform.url);
    raw.subscribe('1', '{ viewer }');
    expect(await raw.closed()).toBe(4401);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no object', '42'],
    ['an unknown type', '{"type":"hello"}'],
    ['no type', '{}'],
    ['subscribe without an id', '{"type":"subscribe","payload":{"query":"{ viewer }"}}'],
    ['subscribe with an empty id', '{"id":"","type":"subscribe","payload":{"query":"{ viewer }"}}'],
    ['subscribe without a payload', '{"id":"1","type":"subscribe"}'],
    ['subscribe without a query', '{"id":"1","type":"subscribe","payload":{}}'],
    ['variables that are no object', '{"id":"1","type":"subscribe","payload":{"query":"{ viewer }","variables":"x"}}'],
    [
      'an operation name that is no text',
      '{"id":"1","type":"subscribe","payload":{"query":"{ viewer }","operationName":1}}',
    ],
    ['ping with a payload that is no object', '{"type":"ping","payload":"x"}'],
  ])('closes with 4400 at %s', async (_name, message) => {
    const raw = await RawSocket.start(platform.url);
    raw.say(message);
    expect(await raw.closed()).toBe(4400);
  });

  it('closes with 4409 when an id is used while its operation runs, and not after it', async () => {
    const raw = await RawSocket.start(platform.url, { authorization });
    raw.subscribe('same', '{ viewer }');
    await raw.heard('complete', 'same');
    platform.log.append('4409', 'S1');
    raw.subscribe('same', STATUS, { id: '4409' });
    await eventually(() => expect(raw.of('same').length).toBe(3));
    raw.subscribe('same', '{ viewer }');
    expect(await raw.closed()).toBe(4409);
    expect(raw.reason).toMatch(/^Subscriber for same already exists/);
    await openStreams(0);
  });

  it('answers ping with pong, with its payload, at any time', async () => {
    const raw = await RawSocket.open(platform.url);
    raw.say({ type: 'ping', payload: { at: 7 } });
    expect(await raw.heard('pong')).toEqual({ type: 'pong', payload: { at: 7 } });
    raw.say({ type: 'pong' });
    raw.say({ type: 'connection_init' });
    await raw.heard('connection_ack');
    raw.socket.close();
  });

  it('ignores a complete for what is over, or never was', async () => {
    const raw = await RawSocket.start(platform.url);
    raw.say({ id: 'unknown', type: 'complete' });
    raw.subscribe('next', '{ viewer }');
    await raw.heard('complete', 'next');
    raw.say({ id: 'next', type: 'complete' });
    raw.say({ type: 'ping' });
    await raw.heard('pong');
    expect(raw.of('next').map(({ type }) => type)).toEqual(['next', 'complete']);
    raw.socket.close();
  });

  it('sends nothing more of what the client has completed, before its first event or after', async () => {
    const raw = await RawSocket.start(platform.url, { authorization });
    raw.subscribe('early', STATUS, { id: 'completed' });
    raw.say({ id: 'early', type: 'complete' });
    platform.log.append('completed', 'S1');
    raw.subscribe('probe', STATUS, { id: 'completed' });
    await raw.heard('next', 'probe');
    raw.say({ id: 'probe', type: 'complete' });
    await openStreams(0);
    platform.log.append('completed', 'S2');
    raw.subscribe('end', '{ viewer }');
    await raw.heard('complete', 'end');
    expect(raw.of('early')).toEqual([]);
    expect(raw.of('probe').map(({ type }) => type)).toEqual(['next']);
    raw.socket.close();
  });

  it('tells errors before an operation runs with "error", and nothing after it', async () => {
    const raw = await RawSocket.start(platform.url);
    raw.subscribe('bad', 'subscription { nothing }');
    raw.subscribe('good', '{ viewer }');
    await raw.heard('complete', 'good');
    expect(raw.of('bad').map(({ type }) => type)).toEqual(['error']);
    raw.socket.close();
  });

  it('carries a bounded number of operations at once', async () => {
    const raw = await RawSocket.start(platform.url, { authorization });
    for (const id of ['1', '2', '3', '4']) raw.subscribe(id, STATUS, { id: `bounded-${id}` });
    expect(await raw.heard('error', '4')).toMatchObject({ payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] });
    raw.say({ id: '1', type: 'complete' });
    raw.subscribe('5', '{ viewer }');
    await raw.heard('complete', '5');
    raw.socket.close();
    await openStreams(0);
  });
});

describe('connections', () => {
  it('of one user are bounded: 4430, until one of them is closed', async () => {
    const gateway = await platform.another({ MAX_CONNECTIONS_PER_USER: '2' });
    const [first] = [
      await RawSocket.start(gateway.url, { authorization }),
      await RawSocket.start(gateway.url, { authorization }),
    ];
    const third = await RawSocket.open(gateway.url);
    third.say({ type: 'connection_init', payload: { authorization } });
    expect(await third.closed()).toBe(4430);
    const bob = `Bearer ${await platform.jwks.token({ sub: 'bob' })}`;
    await RawSocket.start(gateway.url, { authorization: bob });
    first?.socket.close();
    await first?.closed();
    await RawSocket.start(gateway.url, { authorization });
  });

  it('of one address are bounded, whoever it is, event streams counted', async () => {
    const gateway = await platform.another({ MAX_CONNECTIONS_PER_ADDRESS: '2' });
    const first = await RawSocket.start(gateway.url);
    await RawSocket.start(gateway.url);
    const third = new RawSocket(gateway.url);
    expect(await third.closed()).toBe(4430);
    const body = JSON.stringify({ query: '{ viewer }' });
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const refused = await fetch(gateway.url, { method: 'POST', headers, body });
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { errors: [{ extensions: { code: 'TOO_MANY_CONNECTIONS' } }] },
    ]);
    first.socket.close();
    await first.closed();
    await eventually(async () => {
      const stream = await fetch(gateway.url, { method: 'POST', headers, body });
      await stream.text();
      expect(stream.status).toBe(200);
    });
  });

  it('are counted among the requests of an address before they are made', async () => {
    const gateway = await platform.another({ RATE_LIMIT_REQUESTS: '3' });
    const tried = Array.from({ length: 5 }, () => new RawSocket(gateway.url));
    await eventually(() => expect(tried.filter(({ code }) => code === 1006).length).toBe(2));
    for (const { socket } of tried) socket.terminate();
  });

  it('end with 4403 when their token does, and their streams with them', async () => {
    const brief = `Bearer ${await platform.jwks.token({ expiresIn: '2s' })}`;
    platform.log.append('expiring', 'S1');
    const raw = await RawSocket.start(platform.url, { authorization: brief });
    raw.subscribe('1', STATUS, { id: 'expiring' });
    await raw.heard('next', '1');
    await openStreams(1);
    expect([await raw.closed(), raw.reason]).toEqual([4403, 'Forbidden: The access token has expired.']);
    await openStreams(0);
  });
});
