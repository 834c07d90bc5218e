import type { AlertState } from '../../domain/stock/stock-alert.ts';
import type { StockCount } from '../../domain/stock/stock-count.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import type { StockPolicy } from '../../domain/stock/stock-policy.ts';
import type { Warehouse, WarehouseDraft } from '../../domain/stock/warehouse.ts';

export interface Place {
  readonly sku: string;
  readonly warehouseId: string;
}

/** Levels beside their movements, inside one transaction. */
interface Levels {
  /**
   * Opens empty levels where a known SKU has none in a known warehouse. In a transaction of its own, before the levels
   * are locked: whoever waits for those locks could not see a level that was opened under them.
   */
  open(places: readonly Place[]): Promise<void>;
  /** Sets the pieces that are kept back in a level that the caller has locked, and returns the level. */
  keepBack(place: Place, pieces: number): Promise<StockLevel>;
}

/** What becomes of the alert of a SKU, whatever its state is now. A SKU of which none is kept is in stock. */
export interface AlertMove {
  readonly sku: string;
  readonly next: Readonly<Record<AlertState, AlertState>>;
}

export interface Crossing {
  readonly sku: string;
  readonly state: AlertState;
}

/** The alerts of SKUs, inside one transaction. */
interface Alerts {
  /** Moves the alerts of SKUs whose levels the caller has locked, and returns those that came into another state. */
  move(moves: readonly AlertMove[], at: Date): Promise<Crossing[]>;
  /** Starts the alerts of SKUs that have none, saying nothing. */
  open(states: readonly Crossing[], at: Date): Promise<void>;
}

/** Something about stock that is no piece, before and after. */
export interface SettingChange {
  readonly setting: 'POLICY' | 'SAFETY_STOCK' | 'WAREHOUSE';
  readonly sku: string | null;
  readonly warehouseId: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

interface Settings {
  note(change: SettingChange): Promise<void>;
  savePolicy(policy: StockPolicy): Promise<void>;
}

interface Counts {
  record(counts: readonly StockCount[]): Promise<void>;
}

/** The warehouses inside one transaction. */
interface Warehouses {
  /** All of them. Until the transaction ends nobody else gets them. */
  lock(): Promise<Warehouse[]>;
  save(draft: WarehouseDraft): Promise<Warehouse>;
}

/** A warehouse whose stock is to be announced, page by page. */
export interface WarehouseReview {
  readonly warehouseId: string;
  readonly afterSku: string;
  readonly correlationId: string;
}

/** What is left to be said about warehouses that were closed or opened, inside one transaction. */
interface Reviews {
  ask(warehouseId: string, correlationId: string): Promise<void>;
  /** A review that nobody else is at; undefined where there is none. */
  next(): Promise<WarehouseReview | undefined>;
  /** SKUs with pieces in the warehouse, after the one where the review stands. */
  skusIn(review: WarehouseReview, limit: number): Promise<string[]>;
  /** Notes how far a review came; undefined where to its end. */
  proceed(review: WarehouseReview, afterSku: string | undefined): Promise<void>;
}

/** What was said of a line of a file. */
export interface LineRecord<Outcome> {
  readonly line: number;
  readonly outcome: Outcome;
}

/** Files that were read, inside one transaction. */
interface Imports {
  /** Starts an import or joins it, for one at a time; false where another file had this id. */
  join(file: {
    readonly importId: string;
    readonly digest: string;
    readonly actor: string;
    readonly at: Date;
  }): Promise<boolean>;
  outcomes<Outcome>(importId: string, lines: readonly number[]): Promise<ReadonlyMap<number, Outcome>>;
  record<Outcome>(importId: string, records: readonly LineRecord<Outcome>[]): Promise<void>;
}

/** What operations of staff have in their hands beside the stock itself. */
export interface Operations {
  readonly levels: Levels;
  readonly alerts: Alerts;
  readonly settings: Settings;
  readonly counts: Counts;
  readonly warehouses: Warehouses;
  readonly reviews: Reviews;
  readonly imports: Imports;
}
