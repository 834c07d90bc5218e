import type { Sql } from '@cardstock/messaging';

/**
 * What the tables of the read model hold: `version` moves with every change of a product, `generation` where all of them
 * have been made anew: by a rebuild, or in another database.
 */
export interface ReadModelState {
  readonly version: string;
  readonly generation: string;
  /** No two databases have the same. */
  readonly database: string;
}

export const READ_STATE = `
  select string_agg(name || position, ',' order by name) as version,
    string_agg(name || position, ',' order by name) filter (where name <> 'catalog') as generation,
    string_agg(position::text, '') filter (where name = 'catalog:made') as database
  from projection_position where name in ('catalog', 'catalog:made', 'catalog:rebuilds')`;

export const readState = async (sql: Sql): Promise<ReadModelState> => {
  const [state] = await sql<ReadModelState>(READ_STATE);
  if (!state) throw new Error('the read model has no position');
  return state;
};
