/** What one warehouse has of one SKU. */
export interface StockLevel {
  readonly sku: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  /** Counts the changes of this level. */
  readonly version: number;
}

export const AVAILABILITY_STATUSES = ['IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK', 'BACKORDER'] as const;
export type AvailabilityStatus = (typeof AVAILABILITY_STATUSES)[number];

export interface Availability {
  readonly available: number;
  readonly status: AvailabilityStatus;
}

/** How many pieces of a SKU can be sold, as of the change that `revision` counts. */
export interface SkuAvailability {
  readonly sku: string;
  readonly available: number;
  readonly revision: number;
}

const LOW_STOCK_AT_MOST = 5;

/** The pieces of a level that nobody holds. */
export const availableIn = ({ onHand, reserved }: Pick<StockLevel, 'onHand' | 'reserved'>): number => onHand - reserved;

const statusOf = (available: number): AvailabilityStatus => {
  if (available <= 0) return 'OUT_OF_STOCK';
  return available <= LOW_STOCK_AT_MOST ? 'LOW_STOCK' : 'IN_STOCK';
};

/** What a customer is told about so many free pieces. */
export const toAvailability = (available: number): Availability => ({ available, status: statusOf(available) });

/** Sums levels per SKU over all warehouses. The sum of versions only grows, so it orders the states of a SKU. */
export const availabilityBySku = (levels: readonly StockLevel[]): SkuAvailability[] => {
  const sums = new Map<string, SkuAvailability>();
  for (const level of levels) {
    const { available, revision } = sums.get(level.sku) ?? { available: 0, revision: 0 };
    sums.set(level.sku, {
      sku: level.sku,
      available: available + availableIn(level),
      revision: revision + level.version,
    });
  }
  return [...sums.values()];
};
