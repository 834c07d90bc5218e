// npm run bench:search: how soon the catalog subgraph answers searches with facets at a steady rate, on the whole data set
// and on ten times as much, beside search engines that run inside of a Node process. Starts all that it needs.
import { fleshAndBlood } from '@cardstock/catalog';
import { startCatalogForBench } from './search/catalog.ts';
import { copyTenfold, tenfoldOf } from './search/copies.ts';
import { openLoop } from './search/open-loop.ts';
import { installPeers, measurePeers } from './search/peers.ts';
import { makeQueries } from './search/queries.ts';
import { describeLoad, describePeers, print } from './search/report.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20);
const RATE = Number(process.env['BENCH_RATE'] ?? 50);
const SEED = Number(process.env['BENCH_SEED'] ?? 1);
const DIFFERENT_QUERIES = 600;

installPeers();
const products = await fleshAndBlood.load();
const catalog = await startCatalogForBench();
try {
  const measure = async (title: string, listed: typeof products): Promise<void> => {
    const queries = makeQueries(listed, DIFFERENT_QUERIES, SEED);
    const others = makeQueries(listed, DIFFERENT_QUERIES, SEED + 1);
    const first = await openLoop(catalog.ask, {
      queries: others,
      rate: Math.min(RATE, 20),
      seconds: Math.min(10, SECONDS),
    });
    print(describeLoad(`${title}, ${Math.min(RATE, 20)} searches/s, nothing asked before`, first));
    const steady = await openLoop(catalog.ask, { queries, rate: RATE, seconds: SECONDS });
    print(describeLoad(`${title}, ${RATE} searches/s`, steady));
    print(describePeers(title, await measurePeers(listed, queries)));
  };
  await measure(`${products.length} products`, products);
  await copyTenfold(catalog.databaseUrl);
  const tenfold = tenfoldOf(products);
  await measure(`${tenfold.length} products`, tenfold);
} finally {
  await catalog.stop();
}
