export const REPLENISHMENT_REASONS = ['OUT_OF_STOCK', 'RUNS_OUT_BEFORE_DELIVERY', 'BELOW_TARGET'] as const;
export type ReplenishmentReason = (typeof REPLENISHMENT_REASONS)[number];

/** What is known of a SKU that sells. */
export interface Sales {
  readonly sku: string;
  /** Pieces that left the house for orders in the window. */
  readonly sold: number;
  /** Pieces in the house that no order holds, those kept back included. */
  readonly free: number;
  readonly safetyStock: number;
  /** Pieces that orders wait for. */
  readonly waiting: number;
}

export interface Plan {
  /** The days in which `sold` was sold. */
  readonly days: number;
  /** From ordering to the pieces being there. */
  readonly leadTimeDays: number;
  /** How long a delivery should last. */
  readonly coverDays: number;
}

export interface Suggestion {
  readonly sku: string;
  readonly averageDailySales: number;
  readonly available: number;
  readonly daysLeft: number;
  readonly quantity: number;
  readonly reason: ReplenishmentReason;
}

/**
 * How many pieces to order: what sells until the next but one delivery, the pieces to be kept back and those that orders
 * wait for, less what is free. Undefined where there is enough, or nothing was sold.
 */
export const suggest = (
  { sku, sold, free, safetyStock, waiting }: Sales,
  { days, leadTimeDays, coverDays }: Plan,
): Suggestion | undefined => {
  if (sold <= 0) return undefined;
  // Whole numbers until the last division: 0.1 a day for 30 days are 3 pieces, not 3.0000000000000004.
  const demand = Math.ceil((sold * (leadTimeDays + coverDays)) / days);
  const quantity = demand + safetyStock + waiting - free;
  if (quantity <= 0) return undefined;
  const available = Math.max(0, free - safetyStock);
  const daysLeft = Math.floor((available * days) / sold);
  const isShort = available * days < sold * leadTimeDays;
  const reason = available === 0 ? 'OUT_OF_STOCK' : isShort ? 'RUNS_OUT_BEFORE_DELIVERY' : 'BELOW_TARGET';
  return { sku, averageDailySales: sold / days, available, daysLeft, quantity, reason };
};
