import { availabilityBySku, withChanges } from '../../domain/stock/stock-level.ts';
import { watchThresholds } from '../alerts/watch-thresholds.ts';
import { announceAvailability } from '../announce-availability.ts';
import type { InUnit } from '../ports.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly now: () => Date;
}

const AT_ONCE = 200;

/**
 * Announces a page of the SKUs of a warehouse that was closed or opened; false where there is none. Each page commits
 * with the place where the next one starts, so that a crash repeats nothing and forgets nothing.
 */
export const reviewWarehouse =
  ({ inUnit, now }: Parts) =>
  (): Promise<boolean> =>
    inUnit(async (unit) => {
      const review = await unit.reviews.next();
      if (!review) return false;
      const skus = await unit.reviews.skusIn(review, AT_ONCE);
      const levels = await unit.stock.lock(skus);
      const after = withChanges(levels, await unit.stock.touch(skus));
      const occasion = { at: now(), correlationId: review.correlationId };
      announceAvailability(unit, availabilityBySku(after), occasion);
      // What the alerts last heard of may be the warehouse in its other state.
      await watchThresholds(unit, { before: [], after }, occasion);
      await unit.reviews.proceed(review, skus.length < AT_ONCE ? undefined : skus.at(-1));
      return true;
    });
