import type { Sql } from '@cardstock/messaging';
import type { ReadStamped } from '../../application/cache.ports.ts';
import { makeCatalogReader } from '../product.queries.ts';

// One statement has one snapshot: the rows are exactly those of the position.
const stamped = (text: string): string => `
  select (select position::float8 from projection_position where name = 'catalog') as position,
         (select coalesce(json_agg(found), '[]') from (${text}) found) as rows`;

interface StampedRows {
  readonly position: number;
  readonly rows: unknown[];
}

/** Looks up as the catalogue's reader does, and tells the position at which it was done; of several the earliest. */
export const makeReadStamped =
  (sql: Sql): ReadStamped =>
  async (read) => {
    let position = Number.POSITIVE_INFINITY;
    const stampedSql = async <Row>(text: string, values?: readonly unknown[]): Promise<Row[]> => {
      const [found] = await sql<StampedRows>(stamped(text), values);
      if (!found) throw new Error('a statement that always has one row had none');
      position = Math.min(position, found.position);
      return found.rows as Row[];
    };
    const value = await read(makeCatalogReader(stampedSql));
    // What no statement was needed for was seen at no position: it is as old as can be.
    return { value, position: Number.isFinite(position) ? position : 0 };
  };
