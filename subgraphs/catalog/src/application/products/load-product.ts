import { evolve } from '../../domain/product/evolve.ts';
import type { Product } from '../../domain/product/state.ts';
import type { ProductDocuments, ProductEvents, RecordedEvent } from '../write.ports.ts';

export interface ProductStores {
  readonly events: ProductEvents;
  readonly documents: ProductDocuments;
}

const fold = (product: Product | undefined, events: readonly RecordedEvent[]): Product | undefined =>
  events.reduce<Product | undefined>((state, { event, version }) => evolve(state, event, version), product);

/** `version` is that of the latest event, also where none of them made a product; 0 where there is none. */
export interface ProductStream {
  readonly product: Product | undefined;
  readonly version: number;
}

/** A product as its latest event leaves it: the document, which may lag, and the events after it. */
export const loadStream = async ({ events, documents }: ProductStores, id: string): Promise<ProductStream> => {
  const known = (await documents.find([id])).get(id);
  const later = await events.read(id, { afterVersion: known?.version ?? 0 });
  return { product: fold(known, later), version: later.at(-1)?.version ?? known?.version ?? 0 };
};

/** Products as they were right after these events. */
export const productsAfter = async (
  { events, documents }: ProductStores,
  recorded: readonly RecordedEvent[],
): Promise<Map<string, Product>> => {
  const later = recorded.filter(({ version }) => version > 1);
  const known = await documents.find(later.map(({ productId }) => productId));
  const products = recorded.map(async ({ productId, version, event }) => {
    if (version === 1) return [productId, evolve(undefined, event)] as const;
    const document = known.get(productId);
    if (document?.version === version) return [productId, document] as const;
    const start = document && document.version < version ? document : undefined;
    const rest = await events.read(productId, { afterVersion: start?.version ?? 0, upToVersion: version });
    return [productId, fold(start, rest)] as const;
  });
  return new Map((await Promise.all(products)).flatMap(([id, product]) => (product ? [[id, product]] : [])));
};

/** A product as it was at a moment; undefined where it did not exist then. */
export const productAsOf = async (
  { events }: ProductStores,
  id: string,
  moment: Date,
): Promise<Product | undefined> => {
  const all = await events.read(id);
  return fold(
    undefined,
    all.filter(({ occurredAt }) => occurredAt.getTime() <= moment.getTime()),
  );
};
