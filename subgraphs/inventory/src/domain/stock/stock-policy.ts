/** How one SKU is sold when there is little or nothing of it. */
export interface StockPolicy {
  readonly sku: string;
  /** So many free pieces, or fewer, are little. */
  readonly lowStockAt: number;
  readonly backorder: 'DENY' | 'ALLOW';
  /** The most pieces that may be waited for at a time; null where there is no limit. */
  readonly backorderLimit: number | null;
  /** Until then it may be ordered before it comes out. */
  readonly preorderUntil: Date | null;
  /** When the next pieces are expected, where anybody knows. */
  readonly expectedAt: Date | null;
  /** Counts the changes of this policy. */
  readonly version: number;
}

/** The policy of a SKU for which nobody made one. */
export const defaultPolicy = (sku: string): StockPolicy => ({
  sku,
  lowStockAt: 5,
  backorder: 'DENY',
  backorderLimit: null,
  preorderUntil: null,
  expectedAt: null,
  version: 0,
});

/** Whether orders may wait for pieces of this SKU that are not there. */
export const mayBeAwaited = ({ backorder, preorderUntil }: StockPolicy, at: Date): boolean =>
  backorder === 'ALLOW' || (preorderUntil !== null && preorderUntil > at);

/** How many more pieces may be waited for while so many are already. */
export const roomInLine = ({ backorderLimit }: StockPolicy, waiting: number): number =>
  backorderLimit === null ? Number.POSITIVE_INFINITY : Math.max(0, backorderLimit - waiting);

/** When pieces that are waited for should be there, where anybody knows. */
export const expectationOf = ({ expectedAt, preorderUntil }: StockPolicy): Date | null => expectedAt ?? preorderUntil;
