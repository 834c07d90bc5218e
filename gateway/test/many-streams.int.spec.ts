import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postStream, type StreamReader } from './event-stream.ts';
import { type Listener, listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const STREAMS = 50;
const EVENTS_BETWEEN = 10;
const STATUS = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { status order { carrier } } }';
const idOf = (index: number) => `many-${index}`;
const statusesOf = ({ results }: Pick<Listener, 'results'>) =>
  results.map(({ data }) => (data?.['orderStatusChanged'] as { status: string } | null)?.status);

describe('fifty streams whose owner is killed and started again, again and again', () => {
  it('lose nothing and repeat nothing, over WebSocket and as event streams', async () => {
    const authorization = `Bearer ${await platform.jwks.token()}`;
    const client = platform.client({ authorization });
    const indexes = Array.from({ length: STREAMS }, (_, index) => index);
    for (const index of indexes) platform.log.append(idOf(index), '0');
    const lives: (Listener | StreamReader)[] = await Promise.all(
      indexes.map((index) => {
        const variables = { id: idOf(index) };
        return index % 2 === 0
          ? listen(client, STATUS, variables)
          : postStream(platform.url, { query: STATUS, variables }, { authorization });
      }),
    );
    const receivedAll = (count: number) =>
      eventually(() => expect(lives.map(({ results }) => results.length)).toEqual(indexes.map(() => count)));
    await receivedAll(1);
    let next = 1;
    const publish = () => {
      for (const index of indexes) platform.log.append(idOf(index), `${next}`);
      next += 1;
    };
    for (let round = 0; round < 3; round += 1) {
      for (let event = 0; event < EVENTS_BETWEEN; event += 1) publish();
      await platform.subgraphs.order.kill();
      for (let event = 0; event < EVENTS_BETWEEN; event += 1) publish();
      await platform.subgraphs.order.start();
      publish();
      await receivedAll(next);
    }
    const expected = Array.from({ length: next }, (_, number) => `${number}`);
    for (const live of lives) {
      expect(statusesOf(live)).toEqual(expected);
      live.stop();
    }
    await eventually(() => expect(platform.subgraphs.order.streams).toBe(0));
  });
});
