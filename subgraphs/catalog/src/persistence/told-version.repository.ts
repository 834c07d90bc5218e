import type { ToldVersion } from '../application/projection.ports.ts';

const CATEGORIES = 'categories';

/** How far others were told of the tree of categories. */
export const toldOfCategories: ToldVersion = {
  claim: async (sql) => {
    const [row] = await sql<{ version: number }>(
      'select version::float8 as version from told_version where name = $1 for update skip locked',
      [CATEGORIES],
    );
    return row?.version;
  },
  save: async (sql, version) => {
    await sql('update told_version set version = $2 where name = $1', [CATEGORIES, version]);
  },
};
