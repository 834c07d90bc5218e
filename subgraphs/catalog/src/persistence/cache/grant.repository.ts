import type { Grants } from '../../application/cache.ports.ts';

const GRANT = 'catalog:cache-grant';

/** Beside the position, whose lock guards it. */
export const grants: Grants = {
  current: async (sql) => {
    const [row] = await sql<{ number: number }>(
      'select position::float8 as number from public.projection_position where name = $1',
      [GRANT],
    );
    return row?.number ?? 0;
  },
  save: async (sql, grant) => {
    await sql(
      `insert into public.projection_position (name, position) values ($1, $2)
       on conflict (name) do update set position = excluded.position`,
      [GRANT, grant],
    );
  },
};
