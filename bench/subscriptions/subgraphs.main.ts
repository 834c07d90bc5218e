// Three subgraphs in one process: one that owns a stream of prices, two that its events are joined with.
import { EventEmitter, on } from 'node:events';
import { loadInternalTokens } from '@cardstock/service/core';
import { SmallSubgraph, type SubgraphDefinition } from '../../gateway/test/small-subgraph.ts';
import { answerCalls } from './child.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])`;

/** Nanoseconds since the machine started: the same clock for all processes. */
const now = (): string => process.hrtime.bigint().toString();

interface Price {
  readonly cursor: string;
  readonly at: string;
}

/** The prices of one card so far, for those who come back; and those to come. */
const logs = new Map<string, Price[]>();
const news = new EventEmitter().setMaxListeners(0);

const logOf = (sku: string): Price[] => {
  const log = logs.get(sku) ?? [];
  logs.set(sku, log);
  return log;
};

const follow = (sku: string, after: string | undefined): AsyncGenerator<Price> => {
  const stop = new AbortController();
  const prices = (async function* prices() {
    const changes = on(news, sku, { signal: stop.signal });
    let position = Number(after ?? 0);
    try {
      for (;;) {
        for (const log = logOf(sku); position < log.length; position += 1) yield log[position] as Price;
        await changes.next();
      }
    } catch (err) {
      if (!stop.signal.aborted) throw err;
    }
  })();
  const stopped = prices.return.bind(prices);
  prices.return = (value) => {
    stop.abort();
    return stopped(value);
  };
  return prices;
};

const market: SubgraphDefinition = {
  name: 'order',
  sdl: `${FEDERATION}
    type Query { ping: Int }
    type Subscription { priceChanged(sku: ID!, after: String): PriceChange! }
    type PriceChange { cursor: String! at: String! card: Card! }
    type Card @key(fields: "sku", resolvable: false) { sku: ID! }`,
  resolvers: {
    Subscription: {
      priceChanged: {
        subscribe: (_: unknown, { sku, after }: { sku: string; after?: string }) => follow(sku, after),
        resolve: (price: Price, { sku }: { sku: string }) => ({ ...price, card: { sku } }),
      },
    },
  },
};

const joined = (name: string, fields: string, card: object): SubgraphDefinition => ({
  name,
  sdl: `${FEDERATION} type Card @key(fields: "sku") { sku: ID! ${fields} }`,
  resolvers: { Card: { __resolveReference: ({ sku }: { sku: string }) => ({ sku, ...card }) } },
});

const definitions = [
  market,
  joined('catalog', 'name: String! rarity: String!', { name: 'Lightning Dragon', rarity: 'rare' }),
  joined('inventory', 'available: Int!', { available: 12 }),
];
const running: SmallSubgraph[] = [];

type Environments = Readonly<Record<string, Parameters<typeof loadInternalTokens>[1]>>;

const tokensOf = (name: string, environments: Environments) => {
  const environment = environments[name];
  if (!environment) throw new Error(`${name} has no keys`);
  return loadInternalTokens(name, environment);
};

answerCalls(
  {
    start: async (environments: Environments) => {
      for (const definition of definitions) {
        const subgraph = new SmallSubgraph(definition, await tokensOf(definition.name, environments));
        await subgraph.start();
        running.push(subgraph);
      }
      return running.map(({ name, sdl, url }) => ({ name, sdl, url }));
    },
    publish: (skus: readonly string[]) => {
      for (const sku of skus) {
        const log = logOf(sku);
        log.push({ cursor: `${log.length + 1}`, at: now() });
        news.emit(sku);
      }
      for (const subgraph of running) subgraph.requests.length = 0;
    },
    clear: () => logs.clear(),
  },
  () => Promise.all(running.map((subgraph) => subgraph.kill())),
);
