// npm run bench:orders: how many orders a second the whole platform confirms, and how soon. Starts a platform of its own.
import { makeClient, placeOrder, registerBuyers, stockUp } from './orders/client.ts';
import { closedLoop, openLoop, type Placed } from './orders/load.ts';
import { startBenchPlatform } from './orders/platform.ts';
import { type Measured, report } from './orders/report.ts';
import { waitForConfirmation } from './orders/stages.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 15);
const RATES = (process.env['BENCH_RATES'] ?? '30,60,100').split(',').map(Number);
const BUYERS = (process.env['BENCH_BUYERS'] ?? '10,40').split(',').map(Number);
const WAIT_MS = 120_000;

const platform = await startBenchPlatform();
const client = makeClient(platform.url, 128);

const difference = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
  new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));

const measure = async (load: string, run: () => Promise<Placed[]>): Promise<Measured> => {
  const before = await platform.cpuSeconds();
  const own = process.cpuUsage();
  const placed = await run();
  const stages = await waitForConfirmation(
    platform.orderDatabaseUrl,
    placed.map(({ id }) => id),
    WAIT_MS,
  );
  const { user, system } = process.cpuUsage(own);
  const cpu = new Map([...difference(before, await platform.cpuSeconds()), ['load', (user + system) / 1e6]]);
  return { load, placed, stages, cpu };
};

try {
  const skus = await stockUp(client, 60, 100_000);
  const buyers = await registerBuyers(client, 20);
  const place = (index: number): Promise<string> => {
    const first = skus[index % skus.length] ?? '';
    const second = skus[(index * 7 + 1 + Math.floor(index / skus.length)) % skus.length] ?? '';
    const pair = first === second ? (skus[(index + 1) % skus.length] ?? '') : second;
    return placeOrder(client, buyers[index % buyers.length] ?? '', [first, pair]);
  };
  await closedLoop(place, 10, 5);
  for (const count of BUYERS) {
    const run = await measure(`${count} buyers, one order after the other`, () => closedLoop(place, count, SECONDS));
    process.stdout.write(`\n${report(run)}\n`);
  }
  for (const rate of RATES) {
    const run = await measure(`${rate} orders a second`, () => openLoop(place, rate, SECONDS));
    process.stdout.write(`\n${report(run)}\n`);
  }
} finally {
  await client.close();
  await platform.stop();
}
process.exit(0);
