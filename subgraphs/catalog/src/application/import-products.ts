import { createHash } from 'node:crypto';
import { evolve, importProduct, type Product, type ProductDetails } from '../domain/product.ts';
import { type NewEvent, type ProductDocuments, type ProductEvents, VersionConflict } from './write.ports.ts';

const ATTEMPTS = 5;

interface ImportedProduct {
  readonly id: string;
  readonly details: ProductDetails;
}

export interface ImportContext {
  readonly actor: string;
  readonly at: Date;
}

export interface ImportCounts {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
}

export type ImportProducts = (batch: readonly ImportedProduct[], context: ImportContext) => Promise<ImportCounts>;

interface Stores {
  readonly events: ProductEvents;
  readonly documents: ProductDocuments;
}

const hashOf = (details: ProductDetails): string =>
  createHash('sha256').update(JSON.stringify(details)).digest('base64url');

const decide = (
  batch: readonly ImportedProduct[],
  known: ReadonlyMap<string, Product>,
  { actor, at }: ImportContext,
): NewEvent[] =>
  batch.flatMap(({ id, details }) => {
    const product = known.get(id);
    const version = (product?.version ?? 0) + 1;
    return importProduct(product, { details, sourceHash: hashOf(details) }).map((event) => ({
      productId: id,
      version,
      event,
      occurredAt: at,
      actor,
    }));
  });

const importOnce = async (
  { events, documents }: Stores,
  batch: readonly ImportedProduct[],
  context: ImportContext,
): Promise<ImportCounts> => {
  const ids = batch.map(({ id }) => id);
  const [products, savedVersions] = await Promise.all([events.load(ids), documents.versionsOf(ids)]);
  const fresh = decide(batch, products, context);
  await events.append(fresh);
  for (const { productId, event } of fresh) products.set(productId, evolve(products.get(productId), event));
  // Also mends documents whose event was written by an import that was killed before it came to them.
  const stale = [...products].filter(([id, { version }]) => (savedVersions.get(id) ?? 0) < version);
  await documents.save(new Map(stale));
  const created = fresh.filter(({ event }) => event.type === 'ProductCreated').length;
  return { created, revised: fresh.length - created, unchanged: batch.length - fresh.length };
};

/** Brings a batch of products to the content they have in a source. Doing it again changes nothing. */
export const makeImportProducts =
  (stores: Stores): ImportProducts =>
  async (batch, context) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await importOnce(stores, batch, context);
      } catch (err) {
        if (!(err instanceof VersionConflict) || attempt === ATTEMPTS) throw err;
      }
    }
  };
