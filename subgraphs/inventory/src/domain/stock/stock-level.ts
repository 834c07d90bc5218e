import { defaultPolicy, expectationOf, mayBeAwaited, roomInLine, type StockPolicy } from './stock-policy.ts';

/** What one warehouse has of one SKU. */
export interface StockLevel {
  readonly sku: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  /** Pieces that are kept back from sale. */
  readonly safetyStock: number;
  /** Counts the changes of this level. */
  readonly version: number;
}

/** A level with what its warehouse and its SKU add to it. */
export interface RankedLevel extends StockLevel {
  /** Of the warehouse: the lowest number is emptied first. */
  readonly priority: number;
  /** False where the warehouse sells nothing for now. */
  readonly isActive: boolean;
  /** Of the SKU; null where nobody made one. */
  readonly policy: StockPolicy | null;
}

export const AVAILABILITY_STATUSES = ['IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK', 'BACKORDER'] as const;
export type AvailabilityStatus = (typeof AVAILABILITY_STATUSES)[number];

export interface Availability {
  readonly available: number;
  readonly status: AvailabilityStatus;
  /** When more should be there, where it can be ordered before that and anybody knows. */
  readonly expectedAt: Date | null;
}

/** How many pieces of a SKU can be sold, as of the change that `revision` counts. */
export interface SkuAvailability {
  readonly sku: string;
  readonly available: number;
  readonly revision: number;
}

/** The pieces of a level that nobody holds and that are not kept back. Never negative, however much is kept back. */
export const availableIn = ({
  onHand,
  reserved,
  safetyStock,
}: Pick<StockLevel, 'onHand' | 'reserved' | 'safetyStock'>): number => Math.max(0, onHand - reserved - safetyStock);

/** The pieces of a level that can be sold now. */
export const sellableIn = (level: StockLevel & Pick<RankedLevel, 'isActive'>): number =>
  level.isActive ? availableIn(level) : 0;

interface Situation {
  readonly sku: string;
  readonly available: number;
  readonly policy: StockPolicy | null | undefined;
  /** Pieces that orders wait for. */
  readonly waiting: number;
  readonly at: Date;
}

/** What a customer is told of a SKU. */
export const toAvailability = ({ sku, available, policy, waiting, at }: Situation): Availability => {
  const rules = policy ?? defaultPolicy(sku);
  if (available > 0)
    return { available, status: available <= rules.lowStockAt ? 'LOW_STOCK' : 'IN_STOCK', expectedAt: null };
  if (!mayBeAwaited(rules, at) || roomInLine(rules, waiting) === 0)
    return { available: 0, status: 'OUT_OF_STOCK', expectedAt: null };
  return { available: 0, status: 'BACKORDER', expectedAt: expectationOf(rules) };
};

/** Sums levels per SKU over all warehouses. The sum of versions only grows, so it orders the states of a SKU. */
export const availabilityBySku = (
  levels: readonly (StockLevel & Pick<RankedLevel, 'isActive'>)[],
): SkuAvailability[] => {
  const sums = new Map<string, SkuAvailability>();
  for (const level of levels) {
    const { available, revision } = sums.get(level.sku) ?? { available: 0, revision: 0 };
    sums.set(level.sku, {
      sku: level.sku,
      available: available + sellableIn(level),
      revision: revision + level.version,
    });
  }
  return [...sums.values()];
};

/** Where pieces are, as the key of a map. */
export const placeOf = ({ sku, warehouseId }: Pick<StockLevel, 'sku' | 'warehouseId'>): string =>
  JSON.stringify([sku, warehouseId]);

/** The same levels, those that changed as they are now. */
export const withChanges = (before: readonly RankedLevel[], changed: readonly StockLevel[]): RankedLevel[] => {
  const after = new Map(changed.map((level) => [placeOf(level), level]));
  return before.map((level) => ({ ...level, ...after.get(placeOf(level)) }));
};
