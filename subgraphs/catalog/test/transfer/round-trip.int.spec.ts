import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runImport } from '../../src/index.ts';
import { exportProducts } from '../../src/transfer/export-products.ts';
import { readFile, sourceOf } from '../../src/transfer/read-file.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSlice, aSource, freshStores, type TestStores } from '../stores.ts';

let folder: string;
let stores: TestStores;
let empty: TestStores;
beforeAll(async () => {
  [folder, stores, empty] = await Promise.all([
    mkdtemp(join(tmpdir(), 'cardstock-transfer-')),
    freshStores(),
    freshStores(),
  ]);
});
afterAll(() => Promise.all([rm(folder, { recursive: true }), stores.drop(), empty.drop()]));

const exported = async ({ mongo }: TestStores): Promise<string> => {
  const lines: string[] = [];
  for await (const line of exportProducts(mongo)) lines.push(line);
  return lines.join('');
};
const fileWith = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

it('what is exported and imported into an empty catalogue is exported alike, and changes nothing when it comes again', async () => {
  await runImport({ source: aSource(await aSlice(120)), stores });
  const { handle } = makeWriteSide(stores.mongo, stores.transact);
  const [first, second] = await aSlice(2);
  const request = { actor: 'test', at: new Date() };
  const sku = first?.details.variants[0]?.sku ?? '';
  await handle({ productId: first?.id ?? '', command: { type: 'RetireVariant', sku }, ...request });
  await handle({ productId: second?.id ?? '', command: { type: 'Archive' }, ...request });
  const text = await exported(stores);
  const path = await fileWith('all.jsonl', text);
  const file = await readFile(path);
  expect(file.problems).toEqual([]);
  expect(await runImport({ source: sourceOf('file', file), stores: empty })).toMatchObject({ created: 119 });
  expect(await exported(empty)).toBe(text);
  const renamed = sourceOf('another name', file);
  expect(await runImport({ source: renamed, stores: empty })).toMatchObject({ created: 0, revised: 0 });
});

describe('a file with bad lines', () => {
  const product = (id: string, more: object = {}) =>
    JSON.stringify({ id, ...aProduct({ slug: id, variants: [aVariant({ sku: id })] }), ...more });
  const priced = (amount: number, currency: string) => ({
    variants: [aVariant({ sku: 'priced', price: { amount, currency } })],
  });

  it('gives the others, and says what is wrong with each', async () => {
    const lines = [
      product('good'),
      '{"id": "cut off',
      '[]',
      product('negative', priced(-1, 'USD')),
      product('currency', priced(1, 'ZZZ')),
      product('same-sku', { variants: [aVariant({ sku: 'good' })] }),
      product('good'),
      product('none', { variants: [] }),
      product('unknown', { colour: 'red' }),
      '',
      product('x'.repeat(1_000_001)),
      product('fine'),
    ];
    const { products, problems } = await readFile(await fileWith('bad.jsonl', lines.join('\r\n')));
    expect(products.map(({ id }) => id)).toEqual(['good', 'fine']);
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, ''],
      [3, ''],
      [4, 'variants.0.price.amount'],
      [5, 'variants.0.price.currency'],
      [6, 'sku'],
      [7, 'id'],
      [7, 'slug'],
      [7, 'sku'],
      [8, 'variants'],
      [9, ''],
      [11, ''],
    ]);
  });
});
