import type { Product, ProductEvent } from '../domain/product.ts';

export interface NewEvent {
  readonly productId: string;
  readonly version: number;
  readonly event: ProductEvent;
  readonly occurredAt: Date;
  readonly actor: string;
}

/** An event with its place in the one sequence of all products' events. */
export interface RecordedEvent extends NewEvent {
  readonly position: number;
}

/** Somebody else changed the same product meanwhile. Safe to load, decide and append again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** The truth about products. */
export interface ProductEvents {
  /** The products with these ids, folded from their events. */
  load(ids: readonly string[]): Promise<Map<string, Product>>;
  /** Appends to the sequence. Throws VersionConflict when a product already has an event of that version; the others are appended. */
  append(events: readonly NewEvent[]): Promise<void>;
}

/** Events after a position, in order, up to the position to go on from. */
export interface Stretch {
  readonly events: readonly RecordedEvent[];
  readonly position: number;
}

export interface EventSequence {
  after(position: number, limit: number): Promise<Stretch>;
  /** The position of the latest event; 0 when there is none. */
  last(): Promise<number>;
}

/** The fold of each product's events, kept for reads by the write side. */
export interface ProductDocuments {
  versionsOf(ids: readonly string[]): Promise<Map<string, number>>;
  save(products: ReadonlyMap<string, Product>): Promise<void>;
}

export interface FinishedImport {
  /** Of the data and of their mapping. */
  readonly version: string;
  readonly products: number;
  readonly skus: number;
  readonly at: Date;
}

/** Remembers which imports came to their end. */
export interface ImportProgress {
  finished(source: string): Promise<FinishedImport | undefined>;
  finish(source: string, done: FinishedImport): Promise<void>;
  /** How many products there are, roughly and cheaply. */
  productCount(): Promise<number>;
}
