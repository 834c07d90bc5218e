import type { Movement } from '../../domain/stock/movement.ts';
import type { Sales } from '../../domain/stock/replenishment.ts';
import type { AlertState } from '../../domain/stock/stock-alert.ts';

/** A movement as it stands in the ledger. */
export interface LedgerEntry extends Movement {
  /** Grows with time: a whole number as text. */
  readonly id: string;
}

/** Part of a list: so many rows, after a place in it. */
export interface Slice<Place = string> {
  readonly limit: number;
  readonly after: Place | undefined;
}

/** What the ledger and the open reservations say of a level beside the level itself. */
export interface LevelProof {
  readonly sku: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly ledgerOnHand: number;
  readonly ledgerReserved: number;
  readonly openReservations: number;
  readonly agrees: boolean;
}

/** An alert that stands. */
export interface StandingAlert {
  readonly sku: string;
  readonly state: Exclude<AlertState, 'IN_STOCK'>;
  readonly since: Date;
  readonly crossings: number;
}

interface SalesWindow extends Slice {
  /** The first day that counts, and the first that does not (UTC). */
  readonly from: Date;
  readonly until: Date;
}

/** Reads for staff, outside of any transaction. Each a number of statements that does not grow with the number of SKUs. */
export interface StaffQueries {
  /** Entries of each SKU, the newest first. */
  movementsOf(skus: readonly string[], slice: Slice): Promise<LedgerEntry[]>;
  countMovements(skus: readonly string[]): Promise<ReadonlyMap<string, number>>;
  proofsOf(skus: readonly string[]): Promise<LevelProof[]>;
  alerts(state: StandingAlert['state'] | undefined, slice: Slice): Promise<StandingAlert[]>;
  countAlerts(state: StandingAlert['state'] | undefined): Promise<number>;
  /** SKUs that sold in a window, in their order. */
  sales(window: SalesWindow): Promise<Sales[]>;
}
