import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from 'graphql-ws';
import type { Graph } from '../src/graph/graph.ts';
import { Subgraphs } from '../src/subgraphs/subgraphs.ts';
import { Listener, listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';
import { definitionOf, greeter, loaded, replaceFile, supergraphOf } from './supergraphs.ts';

// A load takes as long as the machine is slow.
let platform: TestPlatform;
let client: Client;
beforeEach(async () => {
  platform = await startPlatform({ SUPERGRAPH_POLL_MS: '100' });
  client = platform.client({ authorization: `Bearer ${await platform.jwks.token()}` });
});
afterEach(() => platform.close());

const ORDER = `{ order(id: "o1") { number carrier lines { variant { title available } } } }`;
const WHOLE = {
  order: {
    number: 'N-o1',
    carrier: 'swift',
    lines: [{ variant: { title: 'Card A', available: 7 } }, { variant: { title: 'Card B', available: null } }],
  },
};
const LIVE = `subscription ($id: ID!) { orderStatusChanged(orderId: $id) { status order { carrier lines { variant { title } } } } }`;
const RELOADS = 6;
const STREAMS = 10;
const REQUESTS = 240;
const ASKERS = 8;

const overSocket = async (query: string): Promise<unknown> => {
  const asked = new Listener(client, { query });
  await asked.over();
  return asked.results[0];
};

/** Clients that ask one question after the other, half of them over sockets, until they are stopped. */
const askOn = ({ ask }: TestPlatform) => {
  const answers: unknown[] = [];
  let isOver = false;
  const keepAsking = async (index: number): Promise<void> => {
    while (!isOver) answers.push(index % 2 ? await overSocket(ORDER) : await ask({ query: ORDER }));
  };
  const asking = Array.from({ length: ASKERS }, (_, index) => keepAsking(index));
  const stop = async (): Promise<void> => {
    isOver = true;
    await Promise.all(asking);
  };
  return { answers, stop };
};

const statusesOf = ({ results }: Listener): unknown[] =>
  results.map(({ data }) => (data?.['orderStatusChanged'] as { status?: string } | undefined)?.status);

describe('the supergraph is replaced again and again', () => {
  it('while hundreds of requests and many streams run, and none of them notices', async () => {
    const greeting = await platform.startSubgraph(greeter());
    const versions = [supergraphOf(platform), supergraphOf(platform, greeting)];
    const ids = Array.from({ length: STREAMS }, (_, index) => `live${index}`);
    for (const id of ids) platform.log.append(id, 'S0');
    const streams = ids.map((id) => listen(client, LIVE, { id }));
    await Promise.all(streams.map((stream) => stream.received(1)));
    const load = askOn(platform);
    let reloads = 0;
    while (reloads < RELOADS || load.answers.length < REQUESTS) {
      reloads += 1;
      await replaceFile(platform.supergraphFile, `${versions[reloads % 2]}\n# ${reloads}`);
      for (const id of ids) platform.log.append(id, `S${reloads}`);
      await loaded(platform, reloads + 1);
      for (const id of ids) platform.log.append(id, `T${reloads}`);
    }
    await load.stop();
    await Promise.all(streams.map((stream) => stream.received(1 + 2 * reloads)));

    for (const answer of load.answers) expect(answer).toEqual({ data: WHOLE });
    const expected = [
      'S0',
      ...Array.from({ length: reloads }, (_, index) => [`S${index + 1}`, `T${index + 1}`]).flat(),
    ];
    for (const stream of streams) {
      expect(statusesOf(stream)).toEqual(expected);
      expect(stream.results.every(({ errors }) => !errors)).toBe(true);
      expect(stream.isOver).toBe(false);
    }
    process.stdout.write(
      `${load.answers.length} requests and ${STREAMS} streams over ${reloads} reloads, none failed\n`,
    );
  });

  it('without keeping the old ones in memory', async () => {
    const graphs: WeakRef<Graph>[] = [];
    const adopt = Subgraphs.prototype.adopt;
    Subgraphs.prototype.adopt = function remember(graph) {
      graphs.push(new WeakRef(graph));
      adopt.call(this, graph);
    };
    for (let reload = 1; reload <= 3; reload += 1) {
      await replaceFile(platform.supergraphFile, `${supergraphOf(platform)}\n# ${reload}`);
      await loaded(platform, reload + 1);
      expect(await platform.ask({ query: ORDER })).toEqual({ data: WHOLE });
    }
    Subgraphs.prototype.adopt = adopt;
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await eventually(() => {
      collect();
      expect(graphs.filter((graph) => graph.deref() !== undefined)).toHaveLength(1);
    });
  });
});

describe('a stream whose subgraph moves', () => {
  it('goes on where the subgraph is now, without a gap, and is joined there', async () => {
    platform.log.append('moving', 'A');
    const live = listen(client, LIVE, { id: 'moving' });
    await live.received(1);
    const [order, catalog] = [
      await platform.startSubgraph(definitionOf('order', platform.log)),
      await platform.startSubgraph(definitionOf('catalog')),
    ];
    await replaceFile(platform.supergraphFile, supergraphOf(platform, order, catalog));
    await loaded(platform, 2);
    platform.log.append('moving', 'B');
    await live.received(2);
    await Promise.all([platform.subgraphs.order.kill(), platform.subgraphs.catalog.kill()]);
    platform.log.append('moving', 'C');
    await live.received(3);
    expect(statusesOf(live)).toEqual(['A', 'B', 'C']);
    expect(live.results.every(({ errors }) => !errors)).toBe(true);
    expect(order.streams).toBe(1);
  });
});

describe('a stream whose subgraph is named no more', () => {
  it('ends at its next event and says why, and the subgraph is let go of', async () => {
    const greeting = await platform.startSubgraph(greeter(platform.log));
    await replaceFile(platform.supergraphFile, supergraphOf(platform, greeting));
    await loaded(platform, 2);
    platform.log.append('greetings', 'hello');
    const live = listen(client, 'subscription { greetings }');
    await live.received(1);
    await replaceFile(platform.supergraphFile, supergraphOf(platform));
    await loaded(platform, 3);
    platform.log.append('greetings', 'still here');
    await live.over();
    expect(live.results).toEqual([{ data: { greetings: 'hello' } }]);
    expect(live.error).toMatchObject([{ extensions: { code: 'SCHEMA_CHANGED' } }]);
    await eventually(async () => expect(await greeting.openConnections()).toBe(0));
  });
});
