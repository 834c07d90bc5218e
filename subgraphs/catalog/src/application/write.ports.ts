import type { ProductEvent } from '../domain/product/events.ts';
import type { UniqueName } from '../domain/product/names.ts';
import type { Product } from '../domain/product/state.ts';

export interface NewEvent {
  readonly productId: string;
  readonly version: number;
  readonly event: ProductEvent;
  readonly occurredAt: Date;
  readonly actor: string;
  /** Names the request that wanted it, where that came with an idempotency key. */
  readonly commandId?: string | undefined;
}

/** An event with its place in the one sequence of all products' events. */
export interface RecordedEvent extends NewEvent {
  readonly position: number;
}

/** Somebody else changed the same product meanwhile. Safe to load, decide and append again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** A part of a product's stream, in the order of versions. */
export interface StreamRange {
  readonly afterVersion?: number;
  readonly upToVersion?: number;
  readonly limit?: number;
}

/** The truth about products. */
export interface ProductEvents {
  /** The products with these ids, folded from their events. */
  load(ids: readonly string[]): Promise<Map<string, Product>>;
  /** The version of the latest event of each product that has any, also where none of them made it one. */
  versionsOf(ids: readonly string[]): Promise<Map<string, number>>;
  /** Appends to the sequence. Throws VersionConflict when a product already has an event of that version; the others are appended. */
  append(events: readonly NewEvent[]): Promise<void>;
  /** Events of one product. */
  read(productId: string, range?: StreamRange): Promise<RecordedEvent[]>;
  /** What a command did to a product, where it has been carried out. */
  ofCommand(productId: string, commandId: string): Promise<RecordedEvent | undefined>;
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

/** The fold of each product's events, kept so that the write side need not fold from the beginning. */
export interface ProductDocuments {
  versionsOf(ids: readonly string[]): Promise<Map<string, number>>;
  find(ids: readonly string[]): Promise<Map<string, Product>>;
  /** Ids of products that are assigned to one of these categories, as far as documents know. */
  countInCategories(categoryIds: readonly string[]): Promise<number>;
  save(products: ReadonlyMap<string, Product>): Promise<void>;
}

/** Names that a product is about to take with the event of a version. */
export interface WantedNames {
  readonly productId: string;
  readonly version: number;
  readonly names: readonly UniqueName[];
}

/** Who has which slug and SKU. */
export interface NameClaims {
  /**
   * Claims all names for the products that want them, and returns those that others have, by product. To be asked before
   * the event that takes the names is appended: only who has the claim may append.
   */
  take(wanted: readonly WantedNames[], at: Date): Promise<Map<string, UniqueName[]>>;
}

/** Looks who has which slug and SKU, and takes nothing. */
export interface NameHolders {
  /** Of the wanted names those that other products have, or are about to have, by the product that wants them. */
  takenFrom(wanted: readonly WantedNames[], at: Date): Promise<Map<string, UniqueName[]>>;
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
