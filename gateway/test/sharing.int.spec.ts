import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { type Listener, listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const clientOf = async (sub: string, scopes: string[] = []): Promise<Client> =>
  platform.client({ authorization: `Bearer ${await platform.jwks.token({ sub, scopes })}` });
const STATUS = `subscription ($id: ID!, $after: String) {
  orderStatusChanged(orderId: $id, after: $after) { status order { carrier } }
}`;
const NOTES = 'subscription ($after: ID) { noteReceived(after: $after) { text } }';
const statusesOf = ({ results }: Listener) =>
  results.map(({ data }) => (data?.['orderStatusChanged'] as { status: string } | null)?.status);
const streams = () => platform.subgraphs.order.streams;
const openStreams = (count: number) => eventually(() => expect(streams()).toBe(count));
const stopAll = async (listeners: Listener[]) => {
  for (const live of listeners) live.stop();
  await openStreams(0);
};

describe('identical subscriptions of one viewer', () => {
  it('share one stream of the owner and one join per event, whichever connection they come over', async () => {
    platform.log.append('shared', 'S0');
    const clients = await Promise.all([clientOf('ada'), clientOf('ada'), clientOf('ada')]);
    const listeners = clients.flatMap((client) => [
      listen(client, STATUS, { id: 'shared' }),
      listen(client, STATUS, { id: 'shared' }),
    ]);
    await Promise.all(listeners.map((live) => live.received(1)));
    const joins = platform.subgraphs.fulfillment.requests.length;
    for (let event = 1; event <= 5; event += 1) platform.log.append('shared', `S${event}`);
    await Promise.all(listeners.map((live) => live.received(6)));
    expect(streams()).toBe(1);
    expect(platform.subgraphs.fulfillment.requests.length - joins).toBe(5);
    for (const live of listeners) expect(statusesOf(live)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4', 'S5']);
    await stopAll(listeners);
  });

  it('are joined late without a gap or a repetition', async () => {
    platform.log.append('late', 'S0');
    const client = await clientOf('ada');
    const first = listen(client, STATUS, { id: 'late' });
    await first.received(1);
    platform.log.append('late', 'S1');
    await first.received(2);
    const second = listen(client, STATUS, { id: 'late' });
    await second.received(2);
    expect(streams()).toBe(1);
    platform.log.append('late', 'S2');
    await Promise.all([first.received(3), second.received(3)]);
    expect(statusesOf(first)).toEqual(['S0', 'S1', 'S2']);
    expect(statusesOf(second)).toEqual(['S0', 'S1', 'S2']);
    await stopAll([first, second]);
  });

  it('that begin with what comes next are joined at any time, and are told nothing old', async () => {
    const client = await clientOf('ada');
    const first = listen(client, NOTES);
    await openStreams(1);
    platform.log.append('notes', 'N1');
    await first.received(1);
    const second = listen(client, NOTES);
    await eventually(() => {
      platform.log.append('notes', `N${first.results.length + 1}`);
      expect(second.results.length).toBeGreaterThan(0);
    });
    expect(streams()).toBe(1);
    expect(second.results[0]).not.toEqual({ data: { noteReceived: { text: 'N1' } } });
    await stopAll([first, second]);
  });

  it('go on when one of them leaves, and end at the owner when the last one does', async () => {
    platform.log.append('leaving', 'S0');
    const client = await clientOf('ada');
    const [one, other] = [listen(client, STATUS, { id: 'leaving' }), listen(client, STATUS, { id: 'leaving' })];
    await Promise.all([one.received(1), other.received(1)]);
    one.stop();
    platform.log.append('leaving', 'S1');
    await other.received(2);
    expect(streams()).toBe(1);
    await stopAll([other]);
  });
});

describe('subscriptions that are not the same', () => {
  it.each([
    ['another viewer', 'bob', [], STATUS, {}],
    ['other rights', 'ada', ['order:read'], STATUS, {}],
    ['another document', 'ada', [], STATUS.replace('status', 'status '), {}],
    ['other variables', 'ada', [], STATUS, { after: null }],
  ])('share nothing: %s', async (_name, sub, scopes, query, variables) => {
    platform.log.append('apart', 'S0');
    const [ada, other] = await Promise.all([clientOf('ada'), clientOf(sub, scopes)]);
    const listeners = [listen(ada, STATUS, { id: 'apart' }), listen(other, query, { id: 'apart', ...variables })];
    await Promise.all(listeners.map((live) => live.received(1)));
    expect(streams()).toBe(2);
    await stopAll(listeners);
  });

  it('nor do streams of which nobody knows where they begin, once they have begun', async () => {
    const client = await clientOf('ada');
    const first = listen(client, 'subscription { ticks(upTo: 3) }');
    await first.over();
    const second = listen(client, 'subscription { ticks(upTo: 3) }');
    await second.over();
    for (const { results } of [first, second]) expect(results.map(({ data }) => data?.['ticks'])).toEqual([1, 2, 3]);
  });
});
