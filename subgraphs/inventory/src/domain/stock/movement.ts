export const MOVEMENT_KINDS = ['RECEIVE', 'ADJUST', 'COUNT', 'TRANSFER', 'RESERVE', 'RELEASE', 'COMMIT'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** One entry of the stock ledger: what changed in one level, and on whose account. The ledger always sums to the levels. */
export interface Movement {
  readonly kind: MovementKind;
  readonly sku: string;
  readonly warehouseId: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly orderId: string | null;
  readonly reason: string;
  /** A number on somebody's paper: a delivery note, a transfer, a file. */
  readonly reference?: string | null;
  readonly actor: string;
  readonly occurredAt: Date;
}
