import { projectWhile } from './catch-up.ts';
import type { CatalogSource } from './source.ts';
import { type ImportTally, skusOf, type WriteOptions, writeProducts } from './write-products.ts';

export type ImportSummary = ImportTally;

/** Told of every step: how many of all SKUs are in both stores. */
export type ReportProgress = (done: number, total: number) => void;

interface ImportOptions extends Pick<WriteOptions, 'stores' | 'signal'> {
  readonly source: CatalogSource;
  readonly report?: ReportProgress;
}

const importAll = async ({ source, report, ...options }: ImportOptions, version: string): Promise<ImportSummary> => {
  const products = await source.load();
  const skus = skusOf(products);
  const tally = await writeProducts({
    ...options,
    name: source.name,
    products,
    report: (done) => report?.(done, skus),
  });
  // Those that were left out are not there to be counted when somebody asks whether the import is complete.
  const taken = products.length - tally.refused.length;
  await options.stores.progress.finish(source.name, { version, products: taken, skus, at: new Date() });
  return tally;
};

/**
 * Brings the catalogue to the content of a source, in both stores. A finished import of the same version is only
 * checked; one that was interrupted at any point is completed by running it again.
 */
export const runImport = async (options: ImportOptions): Promise<ImportSummary> => {
  const { stores, source } = options;
  const version = await source.version();
  const [finished, productCount] = await Promise.all([
    stores.progress.finished(source.name),
    stores.progress.productCount(),
  ]);
  const isDone = finished?.version === version && productCount >= finished.products;
  if (!isDone) return importAll(options, version);
  await projectWhile(Promise.resolve(), stores, () => {});
  return { products: finished.products, skus: finished.skus, created: 0, revised: 0, refused: [] };
};
