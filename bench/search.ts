// npm run bench:search: how soon the catalog subgraph answers searches with facets at a steady rate, on the whole data set
// and on ten times as much, with and without its index of products, beside search engines that run inside of a Node process. Starts all that it needs.
import { fleshAndBlood } from '@cardstock/catalog';
import { type BenchSubgraph, startCatalogForBench } from './search/catalog.ts';
import { copyTenfold, tenfoldOf } from './search/copies.ts';
import { openLoop } from './search/open-loop.ts';
import { installPeers, measurePeers } from './search/peers.ts';
import { makeQueries } from './search/queries.ts';
import { describeLoad, describePeers, print } from './search/report.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20);
const RATE = Number(process.env['BENCH_RATE'] ?? 50);
const SEED = Number(process.env['BENCH_SEED'] ?? 1);
const DIFFERENT_QUERIES = 600;

const SLOWER_RATE = Math.min(RATE, 20);

type Products = Awaited<ReturnType<typeof fleshAndBlood.load>>;
type Queries = ReturnType<typeof makeQueries>;

installPeers();
const products = await fleshAndBlood.load();
const catalog = await startCatalogForBench();
const { indexed, withoutIndex } = catalog;

// Whoever ends it early leaves no store running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void catalog.stop().finally(() => process.exit(1)));
}

const load = async (title: string, subgraph: BenchSubgraph, queries: Queries, rate = RATE): Promise<void> => {
  const seconds = rate < RATE ? Math.min(10, SECONDS) : SECONDS;
  const before = await subgraph.cpuSeconds();
  const latencies = await openLoop(subgraph.ask, { queries, rate, seconds });
  const cpu = (((await subgraph.cpuSeconds()) - before) * 1_000) / latencies.sorted.length;
  print(describeLoad(`${title}, ${rate} searches/s`, latencies));
  print(`  CPU time of the subgraph alone: ${cpu.toFixed(1)} ms a search`);
};
const measure = async (listed: Products): Promise<void> => {
  const title = `${listed.length} products`;
  const queriesOf = (seed: number): Queries => makeQueries(listed, DIFFERENT_QUERIES, seed);
  await load(`${title}, just started`, indexed, queriesOf(SEED + 2), SLOWER_RATE);
  const startedAt = performance.now();
  await indexed.hasIndexed(listed.length);
  print(`${title}: indexed ${((performance.now() - startedAt) / 1_000).toFixed(1)} s later`);
  await load(`${title}, nothing asked before`, indexed, queriesOf(SEED + 1), SLOWER_RATE);
  const queries = queriesOf(SEED);
  await load(title, indexed, queries);
  await load(`${title}, without the index`, withoutIndex, queries);
  print(describePeers(title, await measurePeers(listed, queries)));
};
try {
  await measure(products);
  await copyTenfold(catalog.databaseUrl);
  await measure(tenfoldOf(products));
} finally {
  await catalog.stop();
}
