// npm run bench:orders: how many orders a second the whole platform confirms, and how soon. Starts a platform of its own.
import { makeClient, placeOrder, registerBuyers, stockUp } from './orders/client.ts';
import { watchConfirmations } from './orders/confirmations.ts';
import { closedLoop, openLoop, type Placed } from './orders/load.ts';
import { startBenchPlatform } from './orders/platform.ts';
import { type Measured, report } from './orders/report.ts';
import { waitForConfirmation } from './orders/stages.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 15);
const RATES = (process.env['BENCH_RATES'] ?? '30,60,100').split(',').map(Number);
const BUYERS = (process.env['BENCH_BUYERS'] ?? '10,40').split(',').map(Number);
// Buyers who do not wait for their orders: what the door alone takes.
const EAGER = (process.env['BENCH_EAGER_BUYERS'] ?? '').split(',').filter(Boolean).map(Number);
const WARM_UP_SECONDS = 8;
const WAIT_MS = 120_000;

const platform = await startBenchPlatform();
const client = makeClient(platform.url, 128);
const confirmations = await watchConfirmations(platform.orderDatabaseUrl);

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
  const confirmed = (id: string): Promise<void> => confirmations.of(id);
  const answered = async (): Promise<void> => undefined;
  const warmUp = await closedLoop({ place, buyers: 10, seconds: WARM_UP_SECONDS, until: confirmed });
  process.stdout.write(`warmed up with ${warmUp.length} orders\n`);
  for (const buyers of BUYERS) {
    const load = `${buyers} buyers, each ordering again once the order before is CONFIRMED`;
    const run = await measure(load, () => closedLoop({ place, buyers, seconds: SECONDS, until: confirmed }));
    process.stdout.write(`\n${report(run)}\n`);
  }
  for (const buyers of EAGER) {
    const load = `${buyers} buyers, each ordering again once the order before is answered (place only)`;
    const run = await measure(load, () => closedLoop({ place, buyers, seconds: SECONDS, until: answered }));
    process.stdout.write(`\n${report(run)}\n`);
  }
  for (const rate of RATES) {
    const run = await measure(`${rate} orders a second`, () => openLoop(place, rate, SECONDS));
    process.stdout.write(`\n${report(run)}\n`);
  }
} finally {
  await confirmations.close();
  await client.close();
  await platform.stop();
}
process.exit(0);
