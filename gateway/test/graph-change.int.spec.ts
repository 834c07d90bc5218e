import { composeServices } from '@apollo/composition';
import { ANONYMOUS, parseConfig } from '@cardstock/service/core';
import { eventually, type TestKeys, testKeys, testTools } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';
import { makeAuthorization } from '../src/authorization/authorization.ts';
import { gatewayConfig } from '../src/config.ts';
import { makePublicErrors } from '../src/errors/public-error.ts';
import { fetchFromDataSources } from '../src/execution/data-source-fetch.ts';
import { type Graph, loadGraph } from '../src/graph/graph.ts';
import { Subgraphs } from '../src/subgraphs/subgraphs.ts';
import { isRefused, makeDocumentReader } from '../src/subscriptions/documents.ts';
import { makeEventExecutor } from '../src/subscriptions/event-executor.ts';
import { InFlight } from '../src/subscriptions/in-flight.ts';
import type { Deliveries } from '../src/subscriptions/sharing/delivery.ts';
import { makeSubscriber, type Subscriber } from '../src/subscriptions/subscribe.ts';
import { OrderLog } from './order-log.ts';
import { SmallSubgraph } from './small-subgraph.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])`;
const { log } = testTools('gateway');
let keys: TestKeys;
beforeAll(async () => {
  keys = await testKeys();
});
afterAll(() => keys.remove());

interface Shape {
  /** Fields of an event beside its cursor. */
  readonly fields: string;
  /** How the parcel of an event is found. */
  readonly key: 'id' | 'number';
}

/** The stream of orders, in a shape that the next version of the graph may change. */
const orders = (changes: OrderLog, { fields, key }: Shape) => ({
  name: 'order',
  sdl: `${FEDERATION}
    type Query { ping: Int }
    type Subscription { changed(id: ID!, after: String): Change!  pulse: Change! }
    type Change { cursor: String! ${fields} parcel: Parcel! }
    type Parcel @key(fields: "${key}", resolvable: false) { ${key}: ID! }`,
  resolvers: {
    Subscription: {
      changed: {
        subscribe: (_: unknown, { id, after }: { id: string; after?: string }) =>
          changes.follow(id, after ?? undefined),
        resolve: (change: { orderId: string }) => ({
          ...change,
          parcel: { id: change.orderId, number: change.orderId },
        }),
      },
      pulse: {
        subscribe: () => changes.follow('pulse', undefined),
        resolve: (change: { orderId: string }) => ({ ...change, parcel: { id: 'p', number: 'p' } }),
      },
    },
  },
});

const parcels = (carrier: string) => ({
  name: 'fulfillment',
  sdl: `${FEDERATION} type Parcel @key(fields: "id") @key(fields: "number") { id: ID! number: ID! carrier: String! }`,
  resolvers: {
    Parcel: { __resolveReference: ({ id, number }: Record<string, string>) => ({ id: id ?? number, number, carrier }) },
  },
});

const graphOf = async (subgraphs: readonly SmallSubgraph[], connections: Subgraphs): Promise<Graph> => {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(`does not compose: ${errors?.join()}`);
  const loaded = await loadGraph(supergraphSdl);
  connections.adopt(loaded);
  return loaded;
};

let changes: OrderLog;
let running: SmallSubgraph[];
let connections: Subgraphs;
let graph: Graph;
let subscribe: Subscriber;

const start = async (shape: Shape, carrier = 'swift'): Promise<SmallSubgraph[]> => {
  const started = await Promise.all(
    [orders(changes, shape), parcels(carrier)].map(
      async (definition) => new SmallSubgraph(definition, await keys.tokensOf(definition.name)),
    ),
  );
  await Promise.all(started.map((subgraph) => subgraph.start()));
  running.push(...started);
  return started;
};

const readDocument = makeDocumentReader({ maxTokens: 1_000, requireReadable: () => {} });
const follow = async (query: string): Promise<Deliveries> => {
  const document = readDocument(query, graph.clientSchema);
  if (isRefused(document)) throw document[0];
  const outcome = await subscribe({
    graph,
    document,
    source: query,
    operationName: undefined,
    variables: {},
    context: { viewer: ANONYMOUS, requestId: 'r1', address: 'a1' },
    onTooSlow: () => {},
  });
  if (!(Symbol.asyncIterator in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome;
};
const next = async (stream: Deliveries) => (await stream.next()).value?.answer;

beforeEach(async () => {
  changes = new OrderLog();
  running = [];
  const tokens = await keys.tokensOf('gateway');
  const config = parseConfig(gatewayConfig, { ...keys.environmentOf('gateway'), NODE_ENV: 'test' });
  const { metrics } = testTools('gateway');
  connections = new Subgraphs({ config, tokens, metrics, log });
  const publicErrors = makePublicErrors({ log, hideSuggestions: false });
  subscribe = makeSubscriber({
    graph: () => graph,
    readDocument,
    socketOf: (name) => connections.socketOf(name),
    execute: makeEventExecutor({
      fetch: fetchFromDataSources({ services: (newest) => connections.latestFor(newest), log }),
      publicErrors,
      patienceMs: 1_000,
    }),
    authorization: makeAuthorization({ mode: 'filter', policies: {}, log, metrics }),
    tokens,
    publicErrors,
    admit: async () => ({
      cost: { estimated: 1, budget: 1 },
      taken: { isAllowed: true, limit: 1, remaining: 1, resetAfterMs: 0 },
    }),
    inFlight: new InFlight(),
    started: () => {},
    buffering: { buffer: 16, slowMs: 1_000 },
    log,
  });
});
afterEach(async () => {
  await connections.close();
  await Promise.all(running.map((subgraph) => subgraph.kill()));
});

const CHANGED = 'subscription { changed(id: "o1") { status parcel { carrier } } }';
const OLD = { fields: 'status: String!', key: 'id' } as const;
const answer = (status: string, carrier = 'swift') => ({ data: { changed: { status, parcel: { carrier } } } });

describe('a stream whose graph is replaced', () => {
  it('goes on, on the same stream of its owner, with the joins of the new graph', async () => {
    const [order] = await start(OLD);
    graph = await graphOf(running, connections);
    changes.append('o1', 'S1');
    const stream = await follow(CHANGED);
    expect(await next(stream)).toEqual(answer('S1'));
    await running[1]?.kill();
    running = [order as SmallSubgraph];
    const [, other] = await start(OLD, 'turtle');
    graph = await graphOf([order as SmallSubgraph, other as SmallSubgraph], connections);
    changes.append('o1', 'S2');
    expect(await next(stream)).toEqual(answer('S2', 'turtle'));
    expect(order?.streams).toBe(1);
    await stream.return();
  });

  it('is opened anew where the new plan asks for more, and loses and repeats nothing', async () => {
    const [order, fulfillment] = await start(OLD);
    graph = await graphOf(running, connections);
    changes.append('o1', 'S1');
    const stream = await follow(CHANGED);
    expect(await next(stream)).toEqual(answer('S1'));
    const [other] = await start({ fields: 'status: String!', key: 'number' });
    graph = await graphOf([other as SmallSubgraph, fulfillment as SmallSubgraph], connections);
    for (const status of ['S2', 'S3', 'S4']) changes.append('o1', status);
    const seen = [await next(stream), await next(stream), await next(stream)];
    expect(seen).toEqual([answer('S2'), answer('S3'), answer('S4')]);
    await eventually(() => expect([order?.streams, other?.streams]).toEqual([0, 1]));
    await stream.return();
  });

  it('is opened anew at the new owner when the old one dies', async () => {
    const [order, fulfillment] = await start(OLD);
    graph = await graphOf(running, connections);
    changes.append('o1', 'S1');
    const stream = await follow(CHANGED);
    expect(await next(stream)).toEqual(answer('S1'));
    const [other] = await start({ fields: 'status: String!', key: 'number' });
    graph = await graphOf([other as SmallSubgraph, fulfillment as SmallSubgraph], connections);
    await order?.kill();
    changes.append('o1', 'S2');
    expect(await next(stream)).toEqual(answer('S2'));
    await stream.return();
  });

  it('without positions stays on the plan that its owner serves', async () => {
    const [order, fulfillment] = await start(OLD);
    graph = await graphOf(running, connections);
    changes.append('pulse', 'S1');
    const stream = await follow('subscription { pulse { status parcel { carrier } } }');
    expect(await next(stream)).toMatchObject({ data: { pulse: { status: 'S1' } } });
    const [other] = await start({ fields: 'status: String!', key: 'number' });
    graph = await graphOf([other as SmallSubgraph, fulfillment as SmallSubgraph], connections);
    changes.append('pulse', 'S2');
    expect(await next(stream)).toMatchObject({ data: { pulse: { status: 'S2', parcel: { carrier: 'swift' } } } });
    expect([order?.streams, other?.streams]).toEqual([1, 0]);
    await stream.return();
  });

  it('ends with an error that says so where it is not valid any more', async () => {
    const [, fulfillment] = await start(OLD);
    graph = await graphOf(running, connections);
    changes.append('o1', 'S1');
    const stream = await follow(CHANGED);
    expect(await next(stream)).toEqual(answer('S1'));
    const [other] = await start({ fields: 'state: String!', key: 'id' });
    graph = await graphOf([other as SmallSubgraph, fulfillment as SmallSubgraph], connections);
    changes.append('o1', 'S2');
    const error = await stream.next().catch((err: unknown) => err);
    expect(error).toBeInstanceOf(GraphQLError);
    expect((error as GraphQLError).extensions['code']).toBe('SCHEMA_CHANGED');
    expect((error as GraphQLError).message).toMatch(/Cannot query field "status"/);
  });
});
