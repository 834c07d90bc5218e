import { InventoryThresholdReached } from '@cardstock/contracts';
import { ALERT_STATES, type AlertState, bandOf, nextState, thresholdOf } from '../../domain/stock/stock-alert.ts';
import { availabilityBySku, type RankedLevel } from '../../domain/stock/stock-level.ts';
import { defaultPolicy } from '../../domain/stock/stock-policy.ts';
import type { Unit } from '../ports.ts';

interface Watched {
  /** SKUs that are not among them may have come from anywhere. */
  readonly before: readonly RankedLevel[];
  readonly after: readonly RankedLevel[];
}

interface Occasion {
  readonly at: Date;
  readonly correlationId: string;
}

const standingsIn = (levels: readonly RankedLevel[]) => {
  const policies = new Map(levels.map(({ sku, policy }) => [sku, policy]));
  return new Map(
    availabilityBySku(levels).map(({ sku, available }) => {
      const { lowStockAt } = policies.get(sku) ?? defaultPolicy(sku);
      return [sku, { available, lowStockAt, band: bandOf(available, lowStockAt) }];
    }),
  );
};

/**
 * Says which SKUs crossed a threshold, once per crossing. The caller holds all levels of the SKUs, so nobody else moves
 * their alerts. No statement is made where every SKU stays between the thresholds where it was: an alert moves only when
 * its SKU comes to lie elsewhere.
 */
export const watchThresholds = async (
  unit: Unit,
  { before, after }: Watched,
  { at, correlationId }: Occasion,
): Promise<void> => {
  const was = standingsIn(before);
  const is = standingsIn(after);
  const moves = [...is].flatMap(([sku, { band }]) => {
    if (was.get(sku)?.band === band) return [];
    const next = Object.fromEntries(ALERT_STATES.map((state) => [state, nextState(state, band)]));
    return [{ sku, next: next as Record<AlertState, AlertState> }];
  });
  if (moves.length === 0) return;
  for (const { sku, state } of await unit.alerts.move(moves, at)) {
    const { available = 0, lowStockAt = 0 } = is.get(sku) ?? {};
    unit.send(
      InventoryThresholdReached,
      { sku, threshold: thresholdOf(state), available, lowStockAt },
      { subject: sku, occurredAt: at, correlationId },
    );
  }
};
