import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceProduct } from '../../src/import/source.ts';
import type { LineProblem, RecordSource } from '../../src/transfer/record.ts';
import { openSource } from '../../src/transfer/sources.ts';
import { aProduct, aVariant } from '../builders.ts';

export interface Read {
  readonly products: readonly SourceProduct[];
  readonly problems: readonly LineProblem[];
}

export const readAll = async (source: RecordSource): Promise<Read> => {
  const products: SourceProduct[] = [];
  const problems: LineProblem[] = [];
  for await (const record of source.read().records) {
    if (record.ok) products.push(record.product);
    else problems.push(...record.problems);
  }
  return { products, problems };
};

/** What a file of this content gives. */
export const readFileOf = async (content: string | Buffer, format: string): Promise<Read> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-reading-'));
  try {
    await writeFile(join(folder, 'file'), content);
    return await readAll(openSource({ source: 'file', format, pathOf: (file) => join(folder, file) }));
  } finally {
    await rm(folder, { recursive: true });
  }
};

export const idsOf = ({ products }: Read): string[] => products.map(({ id }) => id);
export const shortOf = ({ problems }: Read) => problems.map(({ line, code, field }) => [line, code, field]);

/** A product as a line of JSON. */
export const aLine = (id: string, more: object = {}): string =>
  JSON.stringify({ id, ...aProduct({ slug: id, variants: [aVariant({ sku: id })] }), ...more });

/** One with this price. */
export const priced = (amount: unknown, currency: string): object => ({
  variants: [{ ...aVariant({ sku: 'priced' }), price: { amount, currency } }],
});
