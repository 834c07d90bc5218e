import type { Transact } from '@cardstock/service';
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

/**
 * Follows the event sequence into PostgreSQL. It is the publisher, too: the rows, the messages to other domains and the
 * position are one transaction, so whoever hears of a SKU can already read it here, and nothing is sent twice.
 */
export const makeProjector = ({ transact, sequence, readModel, ...stores }: ProjectorParts): Projector => ({
  step: () =>
    transact(async (scope): Promise<Step> => {
      const from = await readModel.claimPosition(scope.sql);
      if (from === undefined) return undefined;
      const { events, position } = upToRepetition(await sequence.after(from, BATCH));
      if (position === from) return { position, hasMoved: false };
      const changes = await projected(stores, events);
      await readModel.saveRows(scope.sql, toRows(changes));
      tellOfProducts(scope, changes);
      await readModel.savePosition(scope.sql, position);
      return { position, hasMoved: true };
    }),
});
