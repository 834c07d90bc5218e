import type { Addressing, Contract } from '@cardstock/contracts';
import type { RankedLevel } from '../domain/allocation.ts';
import type { Movement } from '../domain/movement.ts';
import type { Opening } from '../domain/opening-stock.ts';
import type { KnownReservation, Reservation } from '../domain/reservation.ts';
import type { SkuAvailability, StockLevel } from '../domain/stock-level.ts';

export interface Warehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

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
}

/** The reservations inside one transaction. */
export interface Reservations {
  /** The reservation of an order. Until the transaction ends nobody else gets it. */
  lock(orderId: string): Promise<Reservation>;
  save(reservation: KnownReservation, at: Date): Promise<void>;
}

/** What a use case that changes something has in its hands: all of it commits together, or not at all. */
export interface Unit {
  readonly stock: Stock;
  readonly reservations: Reservations;
  claim(messageId: string): Promise<boolean>;
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
}

export type InUnit = <Result>(work: (unit: Unit) => Promise<Result>) => Promise<Result>;

/** Reads for queries, outside of any transaction. */
export interface StockQueries {
  levelsOf(skus: readonly string[]): Promise<StockLevel[]>;
  warehouses(): Promise<Warehouse[]>;
}

/** The message that asked for something: what it causes carries the same correlation id. */
export interface Cause {
  readonly messageId: string;
  readonly correlationId: string;
}
