import { request } from 'node:http';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postStream } from './event-stream.ts';
import { type Listener, listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';
import { RawSocket } from './raw-socket.ts';

let platform: TestPlatform;
let authorization: string;
beforeAll(async () => {
  platform = await startPlatform({ SUBSCRIPTION_BUFFER: '16', SLOW_CLIENT_MS: '500' });
  authorization = `Bearer ${await platform.jwks.token()}`;
});
afterAll(() => platform.close());

/** Long statuses fill the buffers of the operating system soon. */
const BULK = 'x'.repeat(200_000);
const STATUS = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { status } }';
const openStreams = (count: number) => eventually(() => expect(platform.subgraphs.order.streams).toBe(count));
const numbersOf = ({ results }: Listener) =>
  results.map(({ data }) => Number.parseInt(String((data?.['orderStatusChanged'] as { status?: string })?.status), 10));

/** Writes long events until a condition holds. */
const floodUntil = async (id: string, isReached: () => boolean): Promise<number> => {
  let written = 0;
  await eventually(() => {
    platform.log.append(id, `${written} ${BULK}`);
    written += 1;
    expect(isReached()).toBe(true);
  });
  return written;
};

describe('a client that does not read', () => {
  it('is told so on a WebSocket, with 4413, while others miss nothing', async () => {
    platform.log.append('slow', `0 ${BULK}`);
    const slow = await RawSocket.start(platform.url, { authorization });
    slow.subscribe('1', STATUS, { id: 'slow' });
    await slow.heard('next', '1');
    const fast = listen(platform.client({ authorization }), STATUS, { id: 'slow' });
    await fast.received(1);
    expect(platform.subgraphs.order.streams).toBe(1);
    slow.socket.pause();
    let number = 1;
    await eventually(async () => {
      platform.log.append('slow', `${number} ${BULK}`);
      await fast.received(number + 1);
      number += 1;
      // Far more than any buffer on the way can hold.
      expect(number).toBeGreaterThan(100);
    });
    slow.socket.resume();
    expect([await slow.closed(), slow.reason]).toEqual([4413, expect.stringMatching(/^Too slow/)]);
    expect(slow.of('1').length).toBeLessThan(number);
    expect(numbersOf(fast)).toEqual(Array.from({ length: number }, (_, index) => index));
    fast.stop();
    await openStreams(0);
  });

  it('alone on its stream makes the source wait, and is let go of when it takes nothing for long', async () => {
    const alone = await RawSocket.start(platform.url, { authorization });
    platform.log.append('alone', `0 ${BULK}`);
    alone.subscribe('1', STATUS, { id: 'alone' });
    await alone.heard('next', '1');
    alone.socket.pause();
    await floodUntil('alone', () => platform.subgraphs.order.streams === 0);
    alone.socket.resume();
    expect(await alone.closed()).toBe(4413);
  });

  it('is told with its last event on an event stream', async () => {
    platform.log.append('slow-sse', `0 ${BULK}`);
    const body = JSON.stringify({ query: STATUS, variables: { id: 'slow-sse' } });
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json', authorization };
    const { promise, resolve } = Promise.withResolvers<string>();
    let text = '';
    const asked = request(platform.url, { method: 'POST', headers }, (response) => {
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('data', () => response.pause());
      response.once('close', () => resolve(text));
      void floodUntil('slow-sse', () => platform.subgraphs.order.streams === 0 && text !== '').then(() =>
        response.resume(),
      );
    });
    asked.end(body);
    const [last, complete] = (await promise).split('\n\n').filter(Boolean).slice(-2);
    expect(last).toContain('CLIENT_TOO_SLOW');
    expect(complete).toMatch(/^event: complete/);
  });
});

describe('a burst that is longer than the buffers', () => {
  it('reaches a client that reads, whole and in order', async () => {
    platform.log.append('burst', '0');
    const live = listen(platform.client({ authorization }), STATUS, { id: 'burst' });
    await live.received(1);
    for (let number = 1; number <= 3_000; number += 1) platform.log.append('burst', `${number}`);
    await eventually(() => expect(live.results.length).toBe(3_001));
    expect(numbersOf(live)).toEqual(Array.from({ length: 3_001 }, (_, index) => index));
    live.stop();
    await openStreams(0);
  });
});

describe('an idle connection', () => {
  it('is kept alive with pings and comments, and let go of where nobody answers', async () => {
    const gateway = await platform.another({ KEEP_ALIVE_MS: '200' });
    const raw = await RawSocket.start(gateway.url, { authorization });
    let pings = 0;
    raw.socket.on('ping', () => {
      pings += 1;
    });
    const body = { query: STATUS, variables: { id: 'idle' } };
    const stream = await postStream(gateway.url, body, { authorization });
    await eventually(() => expect([pings > 2, stream.comments > 2]).toEqual([true, true]));
    expect([raw.code, stream.isOver]).toEqual([undefined, false]);
    stream.stop();
    raw.socket.pause();
    await eventually(async () => {
      const metrics = await (await fetch(new URL('/metrics', gateway.url))).text();
      expect(metrics).toMatch(/gateway_stream_connections\{transport="websocket"[^}]*\} 0/);
      expect(metrics).toMatch(/gateway_upstream_subscriptions(\{.*\})? 0/);
    });
    raw.socket.terminate();
  });
});
