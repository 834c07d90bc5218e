export { startMongo } from './mongo/index.ts';
export { type Payments, startPayments } from './payments/index.ts';
export { freePort, isPortFree } from './ports.ts';
export { locatePostgresData, type Postgres, startPostgres } from './postgres/index.ts';
export { type Redis, startRedis } from './redis/index.ts';
