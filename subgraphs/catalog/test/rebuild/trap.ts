import pg from 'pg';

/**
 * Holds a process at an exact point of its work: a lock that its own statement has to wait for, taken by a trigger that
 * fires there. What it did in that transaction until then is done and not committed.
 */
const LOCK = 4_999;

const WAIT = `perform pg_advisory_xact_lock(${LOCK})`;

const onStatement = (tag: string, condition: string): string => `
  create function trap() returns event_trigger language plpgsql as $$
    begin if ${condition} then ${WAIT}; end if; end $$;
  create event trigger trap on ddl_command_end when tag in ('${tag}') execute function trap()`;

// The tables of a rebuild get the triggers that the live ones have.
const onRow = (row: number): string => `
  create sequence trap_rows;
  create function trap() returns trigger language plpgsql as $$
    begin if tg_table_schema = 'rebuild' and nextval('public.trap_rows') = ${row} then ${WAIT}; end if; return new; end $$;
  create trigger trap before insert on variant for each row execute function trap()`;

const IS_SWAPPING = `to_regnamespace('retired') is not null`;

export const POINTS = {
  'while its tables are made': onStatement('CREATE TABLE', `to_regclass('rebuild.variant') is not null`),
  'at the first row': onRow(1),
  'in the middle of the rows': onRow(1_500),
  'while the indexes are made': onStatement('CREATE INDEX', `to_regnamespace('rebuild') is not null`),
  'when the swap begins': onStatement('CREATE SCHEMA', IS_SWAPPING),
  'when some tables are swapped and some are not': onStatement(
    'ALTER TABLE',
    `${IS_SWAPPING} and to_regclass('public.unlisted_product') is null`,
  ),
} as const;
export type Point = keyof typeof POINTS;

const REMOVE = `
  drop event trigger if exists trap;
  drop function if exists trap cascade;
  drop sequence if exists trap_rows`;

export interface Trap {
  /** How many wait in it. */
  caught(): Promise<number>;
  /** Lets go of who waits, and is no more. */
  open(): Promise<void>;
}

/** Lays a trap in a database. */
export const layTrap = async (databaseUrl: string, point: Point): Promise<Trap> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  await client.query(POINTS[point]);
  return {
    caught: async () => {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = $1 and not granted
           and database = (select oid from pg_database where datname = current_database())`,
        [LOCK],
      );
      return rows[0]?.count ?? 0;
    },
    open: async () => {
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
      await client.query(REMOVE);
      await client.end();
    },
  };
};
