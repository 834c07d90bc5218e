import { setTimeout as pause } from 'node:timers/promises';
import { audit } from './audit/audit.ts';
import { collectFacts } from './collect.ts';
import { planEnvironment } from './environment/plan.ts';
import { type Disturbed, disturb } from './environment/run.ts';
import type { Options } from './options.ts';
import { type Platform, startPlatform } from './platform/platform.ts';
import { openStores, type Stores } from './platform/stores.ts';
import { planFaults } from './points/plan.ts';
import { startStriker } from './points/striker.ts';
import { makeRandom, type Random } from './random.ts';
import { EXIT, reportAudit, reportEnvironment, reportFaults, say, seconds } from './report.ts';
import { logInAs, registerBuyers } from './workload/buyers.ts';
import { newJournal } from './workload/journal.ts';
import { createPromotions } from './workload/promotions.ts';
import { runWorkload } from './workload/run.ts';
import type { Shop } from './workload/shop.ts';
import { piecesFor, productsFor, setStock } from './workload/stock.ts';

const BUYERS = 24;
const PROMOTIONS = 6;
const TELL_EVERY_MS = 15_000;
const STREAMS_END_WITHIN_MS = 15_000;
/** Where faults go on without striking, orders are placed on and on: up to so many times what was asked for. */
const MOST_TIMES = 4;

const openShop = async (platform: Platform, orders: number, random: Random, signal: AbortSignal): Promise<Shop> => {
  const { gatewayUrl } = platform;
  const journal = newJournal();
  const [buyers, staff] = await Promise.all([registerBuyers(gatewayUrl, BUYERS), logInAs(gatewayUrl, 'admin')]);
  const stock = await setStock(gatewayUrl, staff.accessToken, piecesFor(orders, random.fork('stock')));
  for (const [sku, pieces] of stock) journal.stock.set(sku, pieces);
  const promotions = await createPromotions(gatewayUrl, staff.accessToken, PROMOTIONS);
  for (const [code, limit] of promotions) journal.promotions.set(code, limit);
  return { gatewayUrl, journal, buyers, skus: [...stock.keys()], random: random.fork('shop'), signal };
};

const misdeedsOf = async ({ servers }: Platform): Promise<{ action: string; struck: number }[]> =>
  (await (await fetch(`${servers.paymentsUrl}/_sandbox/faults`)).json()) as { action: string; struck: number }[];

const underFaults = async (
  { orders, isShort }: Options,
  random: Random,
  shop: Shop,
  platform: Platform,
  stores: Stores,
) => {
  const striker = startStriker(platform, planFaults(random.fork('points'), isShort));
  const plan = planEnvironment(random.fork('environment'), isShort);
  const done: Disturbed[] = [];
  const total = striker.left().length + plan.inTurn.length;
  const disturbed = (): number => done.filter(({ name }) => name !== plan.freeze.name).length;
  const progress = (): number => (striker.struck().length + disturbed()) / total;
  const surroundings = {
    platform,
    stores,
    random: random.fork('surroundings'),
    withoutPoints: striker.without,
    isShort,
  };
  const workload = runWorkload(shop, { orders, mostOrders: orders * MOST_TIMES, progress });
  const share = (): number => workload.visits() / orders;
  const environment = disturb({ surroundings, plan, done, share, untilOthersAreOver: striker.finished });
  const telling = setInterval(
    () =>
      say(
        `  ${seconds()} s: ${workload.visits()} visits, ${striker.struck().length + done.length} of ${total + 1} faults`,
      ),
    TELL_EVERY_MS,
  );
  const streams = await workload.finished;
  clearInterval(telling);
  striker.stop();
  await environment;
  await Promise.all([...platform.services.values()].map((kept) => kept.untilUp()));
  return { striker, done, streams, visits: workload.visits() };
};

const runOn = async (options: Options, platform: Platform, stores: Stores): Promise<number> => {
  const random = makeRandom(options.seed);
  const patience = new AbortController();
  const shop = await openShop(platform, options.orders, random, patience.signal);
  say(`  ready after ${seconds()} s: ${shop.buyers.length} buyers, ${shop.skus.length} SKUs`);
  const { striker, done, streams, visits } = await underFaults(options, random, shop, platform, stores);
  const calmSince = Date.now();
  say(
    `  ${visits} visits, ${striker.struck().length} processes killed at points, after ${seconds()} s; waiting for quiet`,
  );
  const facts = await collectFacts({ platform, stores, journal: shop.journal, calmSince });
  say(`  sagas ended ${facts.sagasEndedMs} ms and all was quiet ${facts.quietMs} ms after the last restart`);
  await Promise.race([Promise.all(streams), pause(STREAMS_END_WITHIN_MS, undefined, { ref: false })]);
  patience.abort();
  reportFaults(striker.struck(), striker.left());
  reportEnvironment(done, await misdeedsOf(platform));
  const broken = reportAudit(await audit(facts));
  say(
    `\nseed ${options.seed}, ${seconds()} s in all. The seed decides what is ordered and armed; when it strikes depends on timing.`,
  );
  if (broken > 0) return EXIT.breach;
  const missed = [
    ...striker.left().map(({ step }) => step),
    ...done.filter(({ count }) => count === 0).map(({ name }) => name),
  ];
  if (missed.length === 0) return EXIT.ok;
  say(`INVALID: nothing was broken, but these never struck: ${missed.join(', ')}`);
  return EXIT.invalid;
};

/** The fault test: real processes, killed and disturbed while customers buy; then all books are compared. Returns the exit code. */
export const verifyFaults = async (options: Options): Promise<number> => {
  say(`Verifying under faults: ${options.orders} orders, seed ${options.seed}${options.isShort ? ', short' : ''}`);
  const platform = await startPlatform({ products: productsFor(options.orders) });
  const stores = openStores(platform);
  try {
    return await runOn(options, platform, stores);
  } finally {
    await stores.close();
    await platform.stop();
  }
};
