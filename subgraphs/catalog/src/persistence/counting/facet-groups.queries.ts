import type { Sql } from '@cardstock/messaging';
import { FacetCode, type GroupDescription } from '../../domain/facets/facet-code.ts';

/** Groups of products that are alike to every facet, by the number that the tables give them. */
export interface FacetGroups {
  readonly code: FacetCode;
  /** Forgets those of another database, where their ids meant something else. */
  useDatabase(database: string): void;
  /** Reads those that are not known yet. They never change, so that each is read once. */
  learn(ids: Iterable<number>): Promise<void>;
  /** Its number in the code. Throws where it was not learnt. */
  numberOf(id: number): number;
}

const GROUPS = `
  select id, kind, game, set_name as "set", rarity, types, offers from facet_group where id = any($1::int[])`;

export const makeFacetGroups = (sql: Sql): FacetGroups => {
  const code = new FacetCode();
  let known: number[] = [];
  let current: string | undefined;
  return {
    code,
    useDatabase: (database) => {
      if (current !== database) known = [];
      current = database;
    },
    learn: async (ids) => {
      const missing = [...new Set(ids)].filter((id) => known[id] === undefined);
      if (missing.length === 0) return;
      const groups = await sql<GroupDescription & { id: number }>(GROUPS, [missing]);
      // Another search may have read the same meanwhile.
      for (const { id, ...description } of groups) known[id] ??= code.addGroup(description);
    },
    numberOf: (id) => {
      const number = known[id];
      if (number === undefined) throw new Error(`facet_group ${id} is not there`);
      return number;
    },
  };
};
