import { availabilityBySku, type RankedLevel, type StockLevel, withChanges } from '../domain/stock/stock-level.ts';
import { watchThresholds } from './alerts/watch-thresholds.ts';
import { announceAvailability } from './announce-availability.ts';
import type { Unit } from './ports.ts';

interface Change {
  /** All levels of the SKUs, as they were when they were locked. */
  readonly before: readonly RankedLevel[];
  /** Those that changed, as they are now. */
  readonly changed: readonly StockLevel[];
}

interface Occasion {
  readonly at: Date;
  readonly correlationId: string;
}

/**
 * Tells the others how much of the SKUs of changed levels can be sold now, and who watches them what they crossed. To be called after every change of a level,
 * in its transaction: after a movement, and after a change of safety stock, of a warehouse or of a policy that touched it.
 */
export const announceChange = async (unit: Unit, { before, changed }: Change, occasion: Occasion): Promise<void> => {
  const skus = new Set(changed.map(({ sku }) => sku));
  const after = withChanges(before, changed).filter(({ sku }) => skus.has(sku));
  announceAvailability(unit, availabilityBySku(after), occasion);
  await watchThresholds(unit, { before, after }, occasion);
};
