import { createHash } from 'node:crypto';
import type { Beginning, ProductEvent } from '../../domain/product/events.ts';
import { evolve } from '../../domain/product/evolve.ts';
import { importProduct } from '../../domain/product/import-product.ts';
import { newNames, type UniqueName } from '../../domain/product/names.ts';
import type { Product } from '../../domain/product/state.ts';
import type { ProductDetails } from '../../domain/product.ts';
import {
  type NameClaims,
  type NewEvent,
  type ProductDocuments,
  type ProductEvents,
  VersionConflict,
} from '../write.ports.ts';

const ATTEMPTS = 5;

export interface ImportedProduct {
  readonly id: string;
  readonly details: ProductDetails;
  /** What it begins as where it is new; for sale, without categories, where not given. */
  readonly beginning?: Beginning | undefined;
}

export interface ImportContext {
  readonly actor: string;
  readonly at: Date;
}

export interface ImportCounts {
  readonly created: number;
  readonly revised: number;
  readonly unchanged: number;
  /** Left out, since other products have these of their names. */
  readonly refused: readonly RefusedImport[];
}

export interface RefusedImport {
  readonly productId: string;
  readonly taken: readonly UniqueName[];
}

export type ImportProducts = (batch: readonly ImportedProduct[], context: ImportContext) => Promise<ImportCounts>;

interface Stores {
  readonly events: ProductEvents;
  readonly documents: ProductDocuments;
  readonly claims: NameClaims;
}

const hashOf = (details: ProductDetails): string =>
  createHash('sha256').update(JSON.stringify(details)).digest('base64url');

/** What importing a product means for it as it is known; nothing where it is so already. */
export const importOf = ({ details, beginning }: ImportedProduct, known: Product | undefined) =>
  importProduct(known, { details, beginning, sourceHash: hashOf(details) });

/** The names that a product has after an event and did not have before. */
export const namesTakenBy = (event: ProductEvent, known: Product | undefined): UniqueName[] => {
  const after = evolve(known, event);
  return after ? newNames(known, after) : [];
};

interface Known {
  readonly products: ReadonlyMap<string, Product>;
  /** Of those that are no products, since all that happened to them was abandoned. */
  readonly versions: ReadonlyMap<string, number>;
}

const eventsFor = (
  batch: readonly ImportedProduct[],
  { products, versions }: Known,
  { actor, at }: ImportContext,
): NewEvent[] =>
  batch.flatMap((imported) => {
    const product = products.get(imported.id);
    const version = (product?.version ?? versions.get(imported.id) ?? 0) + 1;
    const event = importOf(imported, product);
    return event ? [{ productId: imported.id, version, event, occurredAt: at, actor }] : [];
  });

/** Claims the names that products are about to have, and leaves out the products whose names others have. */
const claimNames = async (
  claims: NameClaims,
  known: ReadonlyMap<string, Product>,
  wanted: readonly NewEvent[],
  at: Date,
): Promise<{ fresh: NewEvent[]; refused: RefusedImport[] }> => {
  const names = wanted.map(({ productId, version, event }) => {
    return { productId, version, names: namesTakenBy(event, known.get(productId)) };
  });
  const taken = await claims.take(names, at);
  return {
    fresh: wanted.filter(({ productId }) => !taken.has(productId)),
    refused: [...taken].map(([productId, names]) => ({ productId, taken: names })),
  };
};

const importOnce = async (
  { events, documents, claims }: Stores,
  batch: readonly ImportedProduct[],
  context: ImportContext,
): Promise<ImportCounts> => {
  const ids = batch.map(({ id }) => id);
  const [products, savedVersions] = await Promise.all([events.load(ids), documents.versionsOf(ids)]);
  const versions = await events.versionsOf(ids.filter((id) => !products.has(id)));
  const wanted = eventsFor(batch, { products, versions }, context);
  const { fresh, refused } = await claimNames(claims, products, wanted, context.at);
  await events.append(fresh);
  for (const { productId, event, version } of fresh) {
    const product = evolve(products.get(productId), event, version);
    if (product) products.set(productId, product);
  }
  // Also mends documents whose event was written by an import that was killed before it came to them.
  const stale = [...products].filter(([id, { version }]) => (savedVersions.get(id) ?? 0) < version);
  await documents.save(new Map(stale));
  const created = fresh.filter(({ event }) => event.type === 'ProductCreated').length;
  const unchanged = batch.length - fresh.length - refused.length;
  return { created, revised: fresh.length - created, unchanged, refused };
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
