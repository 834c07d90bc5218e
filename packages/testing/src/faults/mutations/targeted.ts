import { duplicateMessages, loseCommands } from '../environment/messages.ts';
import type { Platform } from '../platform/platform.ts';
import type { Stores } from '../platform/stores.ts';
import type { Random } from '../random.ts';
import type { Buyer, Journal } from '../workload/journal.ts';
import { place } from '../workload/orders.ts';

interface Market {
  readonly platform: Platform;
  readonly stores: Stores;
  readonly journal: Journal;
  readonly buyers: readonly Buyer[];
  readonly skus: readonly string[];
  readonly random: Random;
}

const WAVES = 4;
const WANTED = 6;
const BUYERS_PER_PIECE = 4;
const PLENTY = 10;
const COPIED = 5;
const COPIES = 5;
const TOKEN = 'pm_card_visa';

/** Pieces of each SKU: a single one of those that a wave is after, and enough of the others. */
export const TARGETED_STOCK: readonly number[] = Array.from({ length: WAVES * WANTED + PLENTY }, (_, place) =>
  place < WAVES * WANTED ? 1 : PLENTY,
);

/** Sends a wave of orders while the inventory takes none, so that it gets all of them at the same moment. */
const sendWave = async ({ platform, stores, journal, buyers, skus, random }: Market, wave: number): Promise<void> => {
  const order = (sku: string, copies: number): Promise<unknown> => {
    const body = { lines: [{ sku, quantity: 1 }], token: TOKEN };
    return place(platform.gatewayUrl, journal, { buyer: random.pick(buyers), body, copies });
  };
  const queue = stores.queueOf('inventory');
  await queue.pause();
  const pieces = skus.slice(wave * WANTED, (wave + 1) * WANTED);
  // One after the other and round again, so that two processes that share the messages get some of each.
  const wanted = Array.from({ length: BUYERS_PER_PIECE }, () => pieces.map((sku) => order(sku, 1))).flat();
  const copied = Array.from({ length: COPIED }, () => order(random.pick(skus.slice(-PLENTY)), COPIES));
  await Promise.all([...wanted, ...copied]);
  await queue.resume();
};

/**
 * A small market in which everything that a mutation takes away is needed: many buyers want the same piece at once, pages send their order several times, messages come again, and commands are lost.
 */
export const runTargeted = async (market: Market): Promise<void> => {
  const withoutPoints = <Result>(_: unknown, work: () => Promise<Result>): Promise<Result> => work();
  const surroundings = { ...market, isShort: true, withoutPoints };
  for (let wave = 0; wave < WAVES - 1; wave += 1) {
    await sendWave(market, wave);
    await duplicateMessages.carryOut(surroundings);
  }
  await Promise.all([sendWave(market, WAVES - 1), loseCommands.carryOut(surroundings)]);
};
