import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { type Listener, listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
let client: Client;
beforeAll(async () => {
  platform = await startPlatform();
  client = platform.client({ authorization: `Bearer ${await platform.jwks.token()}` });
});
afterAll(() => platform.close());

const STATUS =
  'subscription ($id: ID!, $after: String) { orderStatusChanged(orderId: $id, after: $after) { status order { carrier } } }';
const statusesOf = ({ results }: Listener) =>
  results.map(({ data }) => (data?.['orderStatusChanged'] as { status: string } | null)?.status);

describe('when the owning subgraph dies in the middle of a stream', () => {
  it('the client misses nothing, sees nothing twice and notices nothing', async () => {
    platform.log.append('killed', 'S1');
    const live = listen(client, STATUS, { id: 'killed' });
    await live.received(1);
    platform.log.append('killed', 'S2');
    const { cursor } = platform.log.append('killed', 'S3');
    await live.received(3);
    await platform.subgraphs.order.kill();
    platform.log.append('killed', 'S4');
    platform.log.append('killed', 'S5');
    await platform.subgraphs.order.start();
    await live.received(5);
    platform.log.append('killed', 'S6');
    await live.received(6);
    expect(statusesOf(live)).toEqual(['S1', 'S2', 'S3', 'S4', 'S5', 'S6']);
    expect(live.isOver).toBe(false);
    expect(platform.log.askedAfter.at(-1)).toBe(cursor);
    live.stop();
  });

  it('the same holds again and again, for every stream, with events in flight', async () => {
    const listeners = ['r1', 'r2', 'r3'].map((id) => {
      platform.log.append(id, 'S0');
      return listen(client, STATUS, { id });
    });
    await Promise.all(listeners.map((live) => live.received(1)));
    for (let round = 1; round <= 3; round += 1) {
      for (const id of ['r1', 'r2', 'r3']) platform.log.append(id, `before ${round}`);
      await platform.subgraphs.order.kill();
      for (const id of ['r1', 'r2', 'r3']) platform.log.append(id, `while ${round}`);
      await platform.subgraphs.order.start();
      await Promise.all(listeners.map((live) => live.received(1 + round * 2)));
    }
    const expected = ['S0', ...[1, 2, 3].flatMap((round) => [`before ${round}`, `while ${round}`])];
    for (const live of listeners) {
      expect(statusesOf(live)).toEqual(expected);
      live.stop();
    }
  });

  it('a stream that started from a cursor of the client goes on from the newest', async () => {
    const { cursor: first } = platform.log.append('after', 'S1');
    platform.log.append('after', 'S2');
    const live = listen(client, STATUS, { id: 'after', after: first });
    await live.received(1);
    await platform.subgraphs.order.kill();
    platform.log.append('after', 'S3');
    await platform.subgraphs.order.start();
    await live.received(2);
    expect(statusesOf(live)).toEqual(['S2', 'S3']);
    live.stop();
  });

  it('the cursor that the client asked for, or not, is its own affair', async () => {
    platform.log.append('cursor', 'S1');
    const live = listen(
      client,
      'subscription { orderStatusChanged(orderId: "cursor", after: null) { at: cursor cursor: status } }',
    );
    const [result] = await live.received(1);
    live.stop();
    expect(result?.data).toEqual({ orderStatusChanged: { at: expect.stringMatching(/^c\d+$/), cursor: 'S1' } });
  });

  it('a stream that cannot be resumed ends with an error instead of losing events in silence', async () => {
    const live = listen(client, 'subscription { untilCut }');
    platform.log.append('untilCut', 'S1');
    await live.received(1);
    await platform.subgraphs.order.kill();
    await live.over();
    await platform.subgraphs.order.start();
    expect(live.results.at(-1)?.errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'order' } },
    ]);
  });

  it('a stream whose events have ids instead of cursors goes on after the last id', async () => {
    const { cursor: after } = platform.log.append('other', 'S1');
    const live = listen(client, 'subscription ($after: ID) { noteReceived(after: $after) { text } }', { after });
    platform.log.append('notes', 'N1');
    await live.received(1);
    await platform.subgraphs.order.kill();
    platform.log.append('notes', 'N2');
    await platform.subgraphs.order.start();
    await live.received(2);
    live.stop();
    expect(live.results).toEqual(['N1', 'N2'].map((text) => ({ data: { noteReceived: { text } } })));
  });

  it('such a stream without a first id ends with an error, for nobody knows what it missed', async () => {
    const asked = platform.log.askedAfter.length;
    const live = listen(client, 'subscription { noteReceived { text } }');
    await eventually(() => expect(platform.log.askedAfter.length).toBe(asked + 1));
    await platform.subgraphs.order.kill();
    await live.over();
    await platform.subgraphs.order.start();
    expect(live.results).toMatchObject([{ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] }]);
  });

  it('a client that leaves while the gateway waits leaves nothing behind', async () => {
    platform.log.append('gone', 'S1');
    const live = listen(client, STATUS, { id: 'gone' });
    await live.received(1);
    await platform.subgraphs.order.kill();
    live.stop();
    const asked = platform.log.askedAfter.length;
    await platform.subgraphs.order.start();
    const probe = listen(client, 'subscription { ticks(upTo: 1) }');
    await probe.over();
    expect(platform.log.askedAfter.length).toBe(asked);
  });
});

describe('when the gateway stops', () => {
  it('delivers the event under way, then closes with 1001 and not with "complete"', async () => {
    const stopping = await platform.another();
    const live = listen(stopping.client({ authorization: `Bearer ${await platform.jwks.token()}` }), STATUS, {
      id: 'stopping',
    });
    platform.log.append('stopping', 'S1');
    await live.received(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = platform.subgraphs.fulfillment.requests.length;
    platform.subgraphs.fulfillment.hold = promise;
    platform.log.append('stopping', 'S2');
    await eventually(() => expect(platform.subgraphs.fulfillment.requests.length).toBe(asked + 1));
    const stopped = stopping.stop();
    platform.subgraphs.fulfillment.hold = undefined;
    resolve();
    await live.over();
    await stopped;
    expect(statusesOf(live)).toEqual(['S1', 'S2']);
    expect(live.error).toMatchObject({ code: 1001 });
  });
});
