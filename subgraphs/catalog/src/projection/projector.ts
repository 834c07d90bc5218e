import type { Transact, TransactionScope } from '@cardstock/service';
import type { Caches, CacheTurn, FindTouched } from '../application/cache.ports.ts';
import { type ProductStores, productsAfter } from '../application/products/load-product.ts';
import type { ReadModel } from '../application/projection.ports.ts';
import type { EventSequence, RecordedEvent, Stretch } from '../application/write.ports.ts';
import { type ProjectedEvent, toRows } from './product-rows.ts';
import { tellOfProducts } from './tell-of-products.ts';

const BATCH = 500;

/** How far the read model has come; undefined while another projector is at work. */
export type Step = { readonly position: number; readonly hasMoved: boolean } | undefined;

export interface Projector {
  /** Takes one batch of events further. */
  step(): Promise<Step>;
}

interface ProjectorParts extends ProductStores {
  readonly transact: Transact;
  readonly sequence: EventSequence;
  readonly readModel: ReadModel;
  readonly caches: Caches;
  readonly findTouched: FindTouched;
}

/** The events up to the first that concerns a product again: a batch holds each product once, so it can be saved as a set. */
export const upToRepetition = ({ events, position }: Stretch): Stretch => {
  const seen = new Set<string>();
  const repeated = events.findIndex(({ productId }) => seen.size === seen.add(productId).size);
  const repetition: RecordedEvent | undefined = events[repeated];
  return repetition ? { events: events.slice(0, repeated), position: repetition.position - 1 } : { events, position };
};

/** The events with what they made of their products; without those that made none. */
export const projected = async (stores: ProductStores, events: readonly RecordedEvent[]): Promise<ProjectedEvent[]> => {
  const products = await productsAfter(stores, events);
  return events.flatMap((event) => {
    const product = products.get(event.productId);
    return product ? [{ ...event, product }] : [];
  });
};

type Batch = { readonly turn: CacheTurn; readonly from: number };

/** Takes the read model further, and has no cache show any more what was there before. */
const takeBatch = async (parts: ProjectorParts, scope: TransactionScope, { turn, from }: Batch): Promise<Step> => {
  const { sequence, readModel, findTouched } = parts;
  const { events, position } = upToRepetition(await sequence.after(from, BATCH));
  if (position === from) return { position, hasMoved: false };
  const changes = await projected(parts, events);
  const rows = toRows(changes);
  const entries = await findTouched(scope.sql, rows);
  await readModel.saveRows(scope.sql, rows);
  tellOfProducts(scope, changes);
  await readModel.savePosition(scope.sql, position);
  await turn.announce(scope.sql, { position, entries });
  return { position, hasMoved: true };
};

/**
 * Follows the event sequence into PostgreSQL. It is the publisher, too: the rows, the messages to other domains and the
 * position are one transaction, so whoever hears of a SKU can already read it here, and nothing is sent twice.
 */
export const makeProjector = (parts: ProjectorParts): Projector => ({
  step: async () => {
    const turn = await parts.caches.beginTurn();
    const step = await parts.transact(async (scope): Promise<Step> => {
      const from = await parts.readModel.claimPosition(scope.sql);
      if (from === undefined) return undefined;
      await turn.hold(scope.sql, from);
      return takeBatch(parts, scope, { turn, from });
    });
    await turn.committed();
    return step;
  },
});
