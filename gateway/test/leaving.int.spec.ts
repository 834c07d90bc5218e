import { once } from 'node:events';
import { eventually, testKeys, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { makeSubgraphSocket } from '../src/subscriptions/subgraph-socket.ts';
import { upstreamEvents } from '../src/subscriptions/upstream.ts';
import { smallFederation } from './federation.ts';
import { OrderLog } from './order-log.ts';
import { startPlatform, type TestPlatform } from './platform.ts';
import { SmallSubgraph } from './small-subgraph.ts';

describe('a client that leaves while its stream is being opened', () => {
  it('leaves nothing open at the owner', async () => {
    const keys = await testKeys();
    const tokens = await keys.tokensOf('gateway');
    const [definition] = smallFederation(new OrderLog());
    if (!definition) throw new Error('the small federation has no order subgraph');
    const order = new SmallSubgraph(definition, await keys.tokensOf('order'));
    await order.start();
    const { log } = testTools('gateway');
    const connectionToken = () => tokens.sign({ kind: 'service', name: 'gateway' });
    const socket = makeSubgraphSocket({ name: 'order', url: new URL(order.url), connectionToken, log });
    const { promise: token, resolve: sign } = Promise.withResolvers<string>();
    const abort = new AbortController();
    const operation = { query: 'subscription { untilCut }', operationName: undefined, variableNames: [] };
    const events = upstreamEvents({
      ...{ variables: {}, requestId: 'r1', log },
      source: async () => ({ owner: 'order', operation, socket }),
      isOutdated: () => false,
      token: () => token,
      signal: abort.signal,
    });

    const first = events.next();
    abort.abort();
    const left = events.return();
    sign(await connectionToken());

    expect(await first).toEqual({ done: true, value: undefined });
    await left;
    expect(order.requests).toEqual([]);
    await socket.close();
    await order.kill();
    await keys.remove();
  });
});

describe('a client that asks but does not read', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform({ MAX_ALIASES: '1000' });
  });
  afterAll(() => platform.close());

  it('is cut off before its answers fill the memory', async () => {
    const socket = new WebSocket(platform.url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    socket.pause();
    const longNames = Array.from({ length: 10 }, (_, index) => `${'n'.repeat(95)}${index}: number`).join(' ');
    const query = `{ ${Array.from({ length: 10 }, (_, index) => `a${index}: search(first: 100) { ${longNames} }`).join(' ')} }`;
    for (let id = 0; id < 60; id += 1) {
      socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query } }));
    }
    socket.on('error', () => {});
    // Who does not read only learns by writing that nobody listens any more; keep-alive would take longer to notice.
    await eventually(() => {
      socket.send(JSON.stringify({ type: 'pong' }));
      expect(socket.readyState).not.toBe(WebSocket.OPEN);
    });
    socket.terminate();
  });
});
