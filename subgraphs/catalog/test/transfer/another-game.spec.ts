import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { dataSetOf, gameMapping } from '../../src/import/game-mapping.ts';
import { fleshAndBlood } from '../../src/index.ts';
import { mappedSource } from '../../src/transfer/mapped-source.ts';
import { openSource } from '../../src/transfer/sources.ts';
import { aProduct, aVariant } from '../builders.ts';
import { idsOf, readAll, shortOf } from './reading.ts';

const frog = z.object({ name: z.string(), cents: z.number() });

/** All that a game of frogs needs. */
const frogs = gameMapping<z.infer<typeof frog>>({
  format: 'frogs',
  name: 'frogs',
  package: 'zod',
  version: 3,
  card: frog,
  load: async () => [{ name: 'green', cents: 100 }],
  begin:
    () =>
    ({ name, cents }) => {
      const price = { amount: cents, currency: 'USD' };
      return [{ id: name, details: aProduct({ slug: name, variants: [aVariant({ sku: name, price })] }) }];
    },
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-game-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileOf = async (content: string): Promise<string> => {
  const path = join(folder, 'cards.json');
  await writeFile(path, content);
  return path;
};

describe('the mapping of another game', () => {
  it('gives a data set, and a source of products from its package', async () => {
    expect(await dataSetOf(frogs).version()).toMatch(/\/3$/);
    const found = await readAll(mappedSource(frogs));
    expect(found).toEqual({ products: await dataSetOf(frogs).load(), problems: [] });
    expect(idsOf(found)).toEqual(['green']);
  });

  it('reads cards of a file, and says which of them are none', async () => {
    const cards = [
      { name: 'red', cents: 5 },
      { name: 'odd' },
      'frog',
      { name: 'Not A Slug', cents: -1 },
      { name: 'blue', cents: 7 },
    ];
    const found = await readAll(mappedSource(frogs, await fileOf(JSON.stringify(cards))));
    expect(idsOf(found)).toEqual(['red', 'blue']);
    expect(shortOf(found)).toEqual([
      [2, 'MISSING_FIELD', 'cents'],
      [3, 'INVALID_VALUE', ''],
      [4, 'INVALID_VALUE', 'slug'],
      [4, 'INVALID_VALUE', 'variants.0.sku'],
      [4, 'NEGATIVE_PRICE', 'variants.0.price.amount'],
    ]);
  });

  it('reads nothing from a file that has no list of cards', async () => {
    for (const content of ['', '{}', '[', 'null'])
      expect(shortOf(await readAll(mappedSource(frogs, await fileOf(content))))).toEqual([[1, 'MALFORMED_LINE', '']]);
  });
});

describe('the cards of Flesh and Blood', () => {
  it('are all products that can be taken, from the package as from a file', async () => {
    const pathOf = (file: string) => file;
    const found = await readAll(openSource({ source: '@flesh-and-blood/cards', pathOf }));
    expect(found.problems).toEqual([]);
    expect(found.products).toEqual(await fleshAndBlood.load());
    const { cards } = await import('@flesh-and-blood/cards');
    const path = await fileOf(JSON.stringify(cards.slice(0, 20)));
    const few = await readAll(openSource({ source: path, format: 'fab', pathOf }));
    expect(few).toEqual({ problems: [], products: found.products.slice(0, few.products.length) });
    expect(few.products.length).toBeGreaterThanOrEqual(20);
  });
});
