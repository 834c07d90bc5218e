import { audit } from '../audit/audit.ts';
import type { Result } from '../audit/check.ts';
import { collectFacts } from '../collect.ts';
import { type Platform, startPlatform } from '../platform/platform.ts';
import { openStores, type Stores } from '../platform/stores.ts';
import { makeRandom } from '../random.ts';
import { logInAs, registerBuyers } from '../workload/buyers.ts';
import { newJournal } from '../workload/journal.ts';
import { setStock } from '../workload/stock.ts';
import type { Mutation } from './mutations.ts';
import { makeRewriting } from './rewriting.ts';
import { runTargeted, TARGETED_STOCK } from './targeted.ts';

const BUYERS = 10;
const PRODUCTS = 20;
const GIVE_UP_MS = 30_000;

const trade = async (platform: Platform, stores: Stores, seed: number): Promise<readonly Result[]> => {
  const { gatewayUrl } = platform;
  const [buyers, staff] = await Promise.all([registerBuyers(gatewayUrl, BUYERS), logInAs(gatewayUrl, 'admin')]);
  const journal = newJournal();
  for (const [sku, pieces] of await setStock(gatewayUrl, staff.accessToken, TARGETED_STOCK))
    journal.stock.set(sku, pieces);
  // Two processes share the work, so that what holds them apart is needed.
  await platform.startReplica('inventory', 'on the wires');
  await runTargeted({ platform, stores, journal, buyers, skus: [...journal.stock.keys()], random: makeRandom(seed) });
  return audit(await collectFacts({ platform, stores, journal, calmSince: Date.now(), giveUpMs: GIVE_UP_MS }));
};

export interface Outcome {
  readonly results: readonly Result[];
  /** What the mutation should have changed on the wire and never saw there. */
  readonly unused: readonly string[];
}

/** Runs the targeted workload on a platform of its own, with a mutation or without one, and audits it. */
export const runControl = async (seed: number, mutation?: Mutation): Promise<Outcome> => {
  const { rewrite, unused } = makeRewriting(mutation?.rewrites ?? []);
  const platform = await startPlatform({ products: PRODUCTS, rewrite, more: mutation?.more });
  const stores = openStores(platform);
  try {
    await mutation?.change?.(stores.rows);
    const results = await trade(platform, stores, seed);
    return { results, unused: unused().map(({ find }) => String(find)) };
  } finally {
    await stores.close();
    await platform.stop();
  }
};
