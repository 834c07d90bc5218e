import 'reflect-metadata';
import type { Sql } from '@cardstock/messaging';
import { type AnyEntity, type Constructor, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { giveBackWhatDied } from './give-back.ts';
import { preparedQuery } from './prepared.ts';

const { TypeOverrides, types } = pg;

export type Orm = MikroORM<PostgreSqlDriver>;
export type { SqlEntityManager as EntityManager } from '@mikro-orm/postgresql';

interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly Constructor<AnyEntity>[];
  readonly migrations: readonly Constructor<Migration>[];
  readonly log: Logger;
  readonly poolSize?: number;
}

/** Connects to a subgraph's database and brings its tables up to date. Several replicas may start at once. */
export const openDatabase = async ({
  url,
  entities,
  migrations,
  log,
  poolSize = 10,
}: DatabaseOptions): Promise<Orm> => {
  const orm = await MikroORM.init<PostgreSqlDriver>({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    namingStrategy: UnderscoreNamingStrategy,
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, silent: true },
    pool: { min: 0, max: poolSize },
    timezone: 'Z',
    driverOptions: { types: timestampsAsDates(), onPoolCreated: giveBackWhatDied, pipeline: true },
    logger: (line) => log.debug(line),
    discovery: { warnWhenNoEntities: false },
  });
  await migrate(orm);
  return orm;
};

/** MikroORM leaves timestamps as text for its own mapping; hand-written queries want what `pg` makes of them. */
const timestampsAsDates = () => {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text));
  return overrides;
};

const MIGRATION_LOCK = 4_711;

const migrate = async (orm: Orm): Promise<void> => {
  await orm.em.fork().transactional(async (em) => {
    await sqlOf(em)('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await orm.migrator.up();
  });
};

/** Runs parameterized SQL ($1, $2 …) on the entity manager's transaction, or outside of one where there is none. */
export const sqlOf =
  (em: SqlEntityManager) =>
  async <Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const runner = em.getTransactionContext() ?? em.getKysely();
    const { rows } = await (runner as ReturnType<typeof em.getKysely>).executeQuery<Row>(
      CompiledQuery.raw(text, [...values]),
    );
    return rows;
  };

/**
 * Runs SQL outside of transactions that PostgreSQL parses and plans once per connection: for reads by a key, whose plan
 * suits all values.
 */
export const lookupsOf =
  (orm: Orm): Sql =>
  async <Row>(text: string, values: readonly unknown[] = []) => {
    const pool = await orm.em.getConnection().getNativeClient();
    return (await pool.query(preparedQuery(text, values))).rows as Row[];
  };
