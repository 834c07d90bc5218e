import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type HandleProduct, makeHandleProduct } from '../../src/application/products/handle-product.ts';
import type { NameClaims } from '../../src/application/write.ports.ts';
import { makeNameClaims } from '../../src/persistence/mongo/name-claim.repository.ts';
import { makeProductDocuments } from '../../src/persistence/mongo/product-document.repository.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { aProduct, aVariant } from '../builders.ts';
import { freshStores, type TestStores } from '../stores.ts';

let stores: TestStores;
beforeEach(async () => {
  stores = await freshStores();
});
afterEach(() => stores.drop());

const SLUGS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const PRODUCTS = Array.from({ length: 8 }, (_product, number) => `p${number}`);
const ROUNDS = 20;
const MOST_ROUNDS = 200;
const MOST_PAUSE_MS = 30;
const AT = new Date('2026-01-01T12:00:00Z');

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
const numbersFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A writer that takes everybody who is on the way between claim and event for dead, and is often slow there itself. */
const anImpatientWriter = (random: () => number): HandleProduct => {
  const events = makeProductEvents(stores.mongo);
  const claims = makeNameClaims(stores.mongo, events, 0);
  const takeAndFaint: NameClaims['take'] = async (...wanted) => {
    const refused = await claims.take(...wanted);
    if (random() < 0.3) await pause(random() * MOST_PAUSE_MS);
    return refused;
  };
  return makeHandleProduct({
    stores: { events, documents: makeProductDocuments(stores.mongo) },
    claims: { take: takeAndFaint },
    rules: async () => ({ definitions: [], categoryIdNow: () => undefined }),
    random,
  });
};

it.each([1, 2, 3])('no two products ever have one slug, though all think the others dead (seed %i)', async (seed) => {
  const random = numbersFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const handle = anImpatientWriter(random);
  const outcomes = new Map<string, number>();
  const act = async (): Promise<void> => {
    const [productId, slug] = [pick(PRODUCTS), pick(SLUGS)];
    const details = aProduct({ slug, variants: [aVariant({ sku: productId })] });
    const command =
      random() < 0.3
        ? ({ type: 'CreateProduct', details, categories: [] } as const)
        : ({ type: 'UpdateDetails', changes: { slug } } as const);
    const code = await handle({ productId, command, actor: 'test', at: AT }).then(
      (outcome) => (outcome.ok ? 'ok' : outcome.refusal.code),
      (err: { extensions?: { code?: string } }) => err.extensions?.code ?? String(err),
    );
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
  };
  const shutOut = () => stores.mongo.events.countDocuments({ type: 'ChangeAbandoned' });
  // Until somebody was shut out: before that, this has tried nothing.
  for (let round = 0; round < ROUNDS || (round < MOST_ROUNDS && (await shutOut()) === 0); round += 1) {
    await Promise.all(PRODUCTS.map(act));
    const products = await makeProductEvents(stores.mongo).load(PRODUCTS);
    const slugs = [...products.values()].map(({ details }) => details.slug);
    expect(slugs).toEqual([...new Set(slugs)]);
  }
  // Also a creation that was shut out is carried out in the end, under the same id.
  expect([...outcomes.keys()]).not.toContain('SUBGRAPH_UNAVAILABLE');
  expect(outcomes.get('ok')).toBeGreaterThan(0);
  expect(outcomes.get('SLUG_TAKEN')).toBeGreaterThan(0);
  expect(await shutOut()).toBeGreaterThan(0);
});
