import type { Sql } from '@cardstock/messaging';
import type { ReadModelRows } from './projection.ports.ts';
import type { CatalogReader } from './read.ports.ts';

/** What is looked up by one key each: a product by id or slug, a SKU, and all SKUs of a product (`variants`). */
export const LOOKUPS = ['product', 'slug', 'variant', 'variants'] as const;
export type Lookup = (typeof LOOKUPS)[number];
export type EntryName = `${Lookup}:${string}`;

/** What was read, and how far the read model had come in that very moment. */
export interface Stamped<Value> {
  readonly value: Value;
  readonly position: number;
}

/** Reads from the tables by statements that tell the position they saw. */
export type ReadStamped = <Value>(read: (reader: CatalogReader) => Promise<Value>) => Promise<Stamped<Value>>;

/** The entries that show something of these rows, or of what the tables have in their place now. */
export type FindTouched = (sql: Sql, rows: ReadModelRows) => Promise<EntryName[]>;

/** The number of the present grant; caches are trusted under an odd one only. Read and saved by who holds the position. */
export interface Grants {
  current(sql: Sql): Promise<number>;
  save(sql: Sql, grant: number): Promise<void>;
}

/** One transaction of the projector, as far as caches are concerned. */
export interface CacheTurn {
  /** The position is held: caches may be trusted for another while, since nobody else can change anything. */
  hold(sql: Sql, position: number): Promise<void>;
  /** Resolves when no process shows these entries as they were, whatever became of it: then it may be committed. */
  announce(sql: Sql, change: Announcement): Promise<void>;
  /** It is committed. */
  committed(): Promise<void>;
}

export interface Announcement {
  /** Where the read model stands once it is committed. */
  readonly position: number;
  readonly entries: readonly EntryName[];
}

/** Who changes the tables tells all caches of it before. */
export interface Caches {
  /** Called before the position is claimed. */
  beginTurn(): Promise<CacheTurn>;
  /** Resolves when no cache is trusted any more: for who holds the position and is about to replace everything. */
  forgetAll(sql: Sql): Promise<void>;
}
