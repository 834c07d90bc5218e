import type { Loop } from '@cardstock/messaging';
import type { Foundation } from '@cardstock/service';
import type { Caches } from './application/cache.ports.ts';
import { beginStockEnquiry, makeAskForStock } from './application/stock-enquiry.ts';
import type { EventSequence } from './application/write.ports.ts';
import { startStockEnquiry } from './messaging/stock-enquiry-loop.ts';
import { findTouched } from './persistence/cache/touched-entries.queries.ts';
import { livePosition, readModel } from './persistence/read-model.repository.ts';
import { stockEnquiries } from './persistence/stock-enquiry.repository.ts';
import { toldOfCategories } from './persistence/told-version.repository.ts';
import { startProjection } from './projection/projection-loop.ts';
import { makeProjector } from './projection/projector.ts';
import { startCategoryNews } from './projection/tell-of-categories.ts';
import type { WriteSide } from './write-side.ts';

interface Parts {
  readonly foundation: Pick<Foundation, 'transact' | 'log'>;
  readonly sequence: EventSequence;
  readonly caches: Caches;
  readonly writeSide: Pick<WriteSide, 'stores' | 'tree'>;
  startIndexing(): Loop;
}

/** What the catalog does without being asked: it follows its own changes, and tells and asks others. */
export const makeBackground = ({ foundation, sequence, caches, writeSide, startIndexing }: Parts) => {
  const { transact, log } = foundation;
  const { stores, tree } = writeSide;
  const projector = makeProjector({ transact, readModel, sequence, caches, findTouched, ...stores });
  const enquiry = { transact, enquiries: stockEnquiries, livePosition, now: () => new Date() };
  const loops: Loop[] = [];
  let projection: Loop | undefined;
  return {
    /** Brings the read model up to date now. */
    followNow: (): void => projection?.wake(),
    start: async (): Promise<void> => {
      await beginStockEnquiry(enquiry, sequence);
      projection = startProjection(projector, log);
      loops.push(
        projection,
        startIndexing(),
        startStockEnquiry(makeAskForStock(enquiry), log),
        startCategoryNews({ transact, tree, told: toldOfCategories }, log),
      );
    },
    stop: async (): Promise<void> => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};
