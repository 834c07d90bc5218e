export { locatePostgresData } from './place.ts';
export { type Postgres, type PostgresOptions, startPostgres, stopLeftPostgres } from './start-postgres.ts';
