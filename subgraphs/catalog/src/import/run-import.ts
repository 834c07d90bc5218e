import type { ImportCounts, RefusedImport } from '../application/import-products.ts';
import { projectWhile } from './catch-up.ts';
import type { ImportStores } from './open-stores.ts';
import type { CatalogSource, SourceProduct } from './source.ts';

const BATCH = 250;
const BATCHES_AT_ONCE = 2;

export interface ImportSummary {
  readonly products: number;
  readonly skus: number;
  readonly created: number;
  readonly revised: number;
  /** Products that were left out: a slug or SKU of theirs belongs to another product. */
  readonly refused: readonly RefusedImport[];
}

/** Told of every step: how many of the source's products are in both stores. */
export type ReportProgress = (done: number, total: number) => void;

interface ImportOptions {
  readonly source: CatalogSource;
  readonly stores: ImportStores;
  readonly report?: ReportProgress;
  /** Ends the import early, between two batches; running it again goes on. */
  readonly signal?: AbortSignal;
}

interface Tally {
  processed: number;
  created: number;
  revised: number;
  refused: RefusedImport[];
}

const add = (tally: Tally, { created, revised, unchanged, refused }: ImportCounts): void => {
  tally.created += created;
  tally.revised += revised;
  tally.refused.push(...refused);
  tally.processed += created + revised + unchanged + refused.length;
};

/** Writes all products: a few batches at a time, so that one waits for the store while the next is being made. */
const writeAll = async (
  { stores, source, signal }: ImportOptions,
  products: readonly SourceProduct[],
  tally: Tally,
): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < products.length) {
      signal?.throwIfAborted();
      const batch = products.slice(next, next + BATCH);
      next += BATCH;
      add(tally, await stores.importProducts(batch, { actor: `import:${source.name}`, at: new Date() }));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
};

const importAll = async (options: ImportOptions, version: string): Promise<ImportSummary> => {
  const { stores, source, report } = options;
  const products = await source.load();
  const skus = products.reduce((sum, { details }) => sum + details.variants.length, 0);
  const tally: Tally = { processed: 0, created: 0, revised: 0, refused: [] };
  const writing = writeAll(options, products, tally);
  await projectWhile(writing, stores, (projected) => {
    const waiting = Math.max(0, tally.created + tally.revised - projected);
    report?.(Math.max(0, tally.processed - waiting), products.length);
  });
  // Those that were left out are not there to be counted when somebody asks whether the import is complete.
  const taken = products.length - tally.refused.length;
  await stores.progress.finish(source.name, { version, products: taken, skus, at: new Date() });
  return { products: products.length, skus, created: tally.created, revised: tally.revised, refused: tally.refused };
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
