import type { Addressing, Contract } from '@cardstock/contracts';
import type { ReservationChange } from '../domain/reservation/decide-all.ts';
import type { Reservation } from '../domain/reservation/reservation.ts';
import type { Movement } from '../domain/stock/movement.ts';
import type { Opening } from '../domain/stock/opening-stock.ts';
import type { RankedLevel, SkuAvailability, StockLevel } from '../domain/stock/stock-level.ts';
import type { Warehouse } from '../domain/stock/warehouse.ts';
import type { Operations } from './operations/operation-ports.ts';

/** The stock inside one transaction. */
export interface Stock {
  /**
   * Locks all levels of these SKUs, always in the same order, so that no two transactions wait for each other.
   * Whoever changes a level holds all levels of its SKU: that is what makes availability revisions strictly ordered.
   */
  lock(skus: readonly string[]): Promise<RankedLevel[]>;
  /** Writes movements into the ledger and the levels that follow from them; returns those levels. The only way that stock changes. */
  post(movements: readonly Movement[]): Promise<StockLevel[]>;
  /** Opens levels of SKUs that have none yet. */
  open(openings: readonly Opening[], at: Date): Promise<void>;
  availability(skus: readonly string[]): Promise<SkuAvailability[]>;
  /**
   * Counts up the versions of these SKUs, whose levels the caller has locked: for what changes their availability without
   * a movement, such as a policy or a warehouse. Who waits for them is looked at again.
   */
  touch(skus: readonly string[]): Promise<StockLevel[]>;
}

/** What a batch of commands leads to: reservations, and the movements for them. */
interface Settling {
  readonly changes: readonly ReservationChange[];
  readonly movements: readonly Movement[];
  /** The correlation id that an order's reservation keeps, for what happens to it later. */
  readonly correlationOf: (orderId: string) => string;
  readonly at: Date;
}

/** The reservations inside one transaction. */
export interface Reservations {
  /** The reservations of these orders that are known. Until the transaction ends nobody else gets them. Locked before any level. */
  lock(orderIds: readonly string[]): Promise<ReadonlyMap<string, Reservation>>;
  /** Writes reservations, their ledger entries and the levels that follow; returns those levels. */
  settle(settling: Settling): Promise<StockLevel[]>;
}

/** An order about whose reservation something is to be done without a message. */
export interface OrderAtHand {
  readonly orderId: string;
  readonly correlationId: string;
}

/** A SKU whose line is to be looked at. */
export interface LineCall {
  readonly sku: string;
  /** Changes whenever there may be more of the SKU. */
  readonly calls: number;
  /** The place in line up to which it was looked at. */
  readonly servedTo: string;
}

/** The orders in line for pieces, inside one transaction. */
export interface Backorders {
  /** How many pieces of each SKU are waited for: 0 where none. */
  waiting(skus: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** A SKU that was called, for one caller at a time; undefined where there is none, or somebody else is at it. */
  nextCall(): Promise<LineCall | undefined>;
  /** Who waits for no more of the SKU than there is, from where the call stands, first come first, up to a number. */
  inLine(call: LineCall, limit: number): Promise<(OrderAtHand & { readonly position: string })[]>;
  /** Notes how far a call was answered; null where to its end. A call that was repeated meanwhile stands. */
  answerCall(call: LineCall, servedTo: string | null): Promise<void>;
}

interface Asking {
  readonly at: Date;
  readonly nextAt: Date;
  readonly limit: number;
}

/** Held reservations whose time is over, inside one transaction. Those that somebody else is at are left out. */
export interface Expiries {
  /** Notes that the orders are asked now; returns them. */
  ask(asking: Asking): Promise<OrderAtHand[]>;
}

/** What a use case that changes something has in its hands: all of it commits together, or not at all. */
export interface Unit extends Operations {
  readonly stock: Stock;
  readonly reservations: Reservations;
  readonly backorders: Backorders;
  readonly expiries: Expiries;
  claim(messageId: string): Promise<boolean>;
  /** Those of the messages that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
}

export type InUnit = <Result>(work: (unit: Unit) => Promise<Result>) => Promise<Result>;

/** Reads for queries, outside of any transaction. */
export interface StockQueries {
  levelsOf(skus: readonly string[]): Promise<RankedLevel[]>;
  /** How many pieces are waited for, of the SKUs of which any are. */
  waitingFor(skus: readonly string[]): Promise<ReadonlyMap<string, number>>;
  warehouses(): Promise<Warehouse[]>;
}

/** The message that asked for something: what it causes carries the same correlation id. */
export interface Cause {
  readonly messageId: string;
  readonly correlationId: string;
}
