import type { ImportCounts, RefusedImport } from '../application/imports/import-products.ts';
import { batchesOf } from './batches.ts';
import { projectWhile } from './catch-up.ts';
import type { ImportStores } from './open-stores.ts';
import type { SourceProduct } from './source.ts';

export const BATCH = 250;
const BATCHES_AT_ONCE = 2;
const MANY = 1_000;

/** What became of the products so far. */
export interface ImportTally {
  readonly products: number;
  readonly skus: number;
  readonly created: number;
  readonly revised: number;
  /** Products that were left out: a slug or SKU of theirs belongs to another product. */
  readonly refused: readonly RefusedImport[];
}

export interface WriteOptions {
  /** Of the source: it is the actor in the products' histories. */
  readonly name: string;
  readonly products: AsyncIterable<SourceProduct> | Iterable<SourceProduct>;
  readonly stores: ImportStores;
  /** Told of every step: how many SKUs are in both stores. */
  readonly report?: ((skus: number) => void) | undefined;
  /** Ends the import early, between two batches; running it again goes on. */
  readonly signal?: AbortSignal | undefined;
}

const NOTHING: ImportTally = { products: 0, skus: 0, created: 0, revised: 0, refused: [] };

export const skusOf = (products: readonly SourceProduct[]): number =>
  products.reduce((sum, { details }) => sum + details.variants.length, 0);

const added = (tally: ImportTally, batch: readonly SourceProduct[], counts: ImportCounts): ImportTally => ({
  products: tally.products + batch.length,
  skus: tally.skus + skusOf(batch),
  created: tally.created + counts.created,
  revised: tally.revised + counts.revised,
  refused: [...tally.refused, ...counts.refused],
});

/** Those that wait for the read model are counted as if each had as many SKUs as the others. */
const skusInBoth = ({ products, skus, created, revised }: ImportTally, projected: number): number => {
  const waiting = Math.max(0, created + revised - projected);
  return products === 0 ? 0 : Math.floor(skus * (1 - waiting / products));
};

/** Waits for all of them, also where one fails: nothing goes on in stores that are about to be closed. */
const allEnded = async (work: readonly Promise<void>[]): Promise<void> => {
  await Promise.allSettled(work);
  await Promise.all(work);
};

/**
 * Brings products into both stores: a few batches at a time, so that one waits for the store while the next is being
 * made. Doing it again changes nothing, wherever it was stopped.
 */
export const writeProducts = async ({ name, products, stores, report, signal }: WriteOptions): Promise<ImportTally> => {
  let tally = NOTHING;
  const batches = batchesOf(products, BATCH);
  const work = async (): Promise<void> => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      signal?.throwIfAborted();
      const counts = await stores.importProducts(next.value, { actor: `import:${name}`, at: new Date() });
      tally = added(tally, next.value, counts);
    }
  };
  const writing = allEnded(Array.from({ length: BATCHES_AT_ONCE }, work)).finally(() => batches.return(undefined));
  await projectWhile(writing, stores, (projected) => report?.(skusInBoth(tally, projected)));
  if (tally.created + tally.revised >= MANY) await stores.settle();
  return tally;
};
