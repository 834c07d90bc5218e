import type { Sql } from '@cardstock/messaging';

/** Another rebuild is under way, or has taken over from this one. */
export class RebuildTaken extends Error {
  override readonly name = 'RebuildTaken';
}

/** The tables that a rebuild fills beside those that are read. Each function works in the transaction whose `sql` it is given. */
export interface ShadowTables {
  /** Makes them anew, empty, as the tables that are read are; what an earlier rebuild left is thrown away. */
  create(sql: Sql, run: string): Promise<void>;
  /** Has the rest of the transaction write to them instead of the others. Throws RebuildTaken where they are another's by now. */
  use(sql: Sql, run: string): Promise<void>;
  /** Makes their indexes and statistics, once they are full. */
  index(sql: Sql): Promise<void>;
  /** Takes over stock that is newer than theirs: events of products do not tell of it. */
  copyStock(sql: Sql): Promise<void>;
  /** The position of the tables that are read; it stays what it is until the transaction ends. */
  holdPosition(sql: Sql): Promise<number>;
  /** Keeps stock as it is until the transaction ends; reads go on. */
  holdStock(sql: Sql): Promise<void>;
  /** Puts them in the place of the tables that are read, and drops those. */
  swap(sql: Sql): Promise<void>;
}
