import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CatalogSource, SourceProduct } from '../import/source.ts';
import { readLine } from './json-lines.ts';

/** Raised when the same file would give other products than before. */
const FORMAT_VERSION = 1;

export interface LineProblem {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

export interface ReadFile {
  readonly products: readonly SourceProduct[];
  readonly problems: readonly LineProblem[];
  /** Of the content. */
  readonly digest: string;
}

const namesOf = ({ id, details }: SourceProduct): (readonly [field: string, name: string])[] => [
  ['id', id],
  ['slug', details.slug],
  ...details.variants.map(({ sku }) => ['sku', sku] as const),
];

/** Says where a name of a product stood before in the same file; otherwise takes the names. */
const repeatedIn = (taken: Map<string, number>, product: SourceProduct, line: number): LineProblem[] => {
  const names = namesOf(product).map(([field, name]) => ({ field, name, key: `${field}:${name}` }));
  const repeated = names.filter(({ key }) => taken.has(key));
  if (repeated.length === 0) for (const { key } of names) taken.set(key, line);
  return repeated.map(({ field, name, key }) => ({
    line,
    field,
    message: `${name} stands in line ${taken.get(key)} already`,
  }));
};

/** Reads a file of JSON lines. A line with a problem is left out whole; the others are products. */
export const readFile = async (path: string): Promise<ReadFile> => {
  const products: SourceProduct[] = [];
  const problems: LineProblem[] = [];
  const taken = new Map<string, number>();
  const hash = createHash('sha256');
  const input = createReadStream(path);
  input.on('data', (chunk) => hash.update(chunk));
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    const read = readLine(text);
    const wrong = read.ok ? repeatedIn(taken, read.product, line) : read.problems.map((one) => ({ line, ...one }));
    problems.push(...wrong);
    if (read.ok && wrong.length === 0) products.push(read.product);
  }
  return { products, problems, digest: hash.digest('base64url') };
};

/** What was read as a source of products: sent again, the same content is not written again. */
export const sourceOf = (name: string, { products, digest }: ReadFile): CatalogSource => ({
  name,
  version: async () => `${digest}/${FORMAT_VERSION}`,
  load: async () => [...products],
});
