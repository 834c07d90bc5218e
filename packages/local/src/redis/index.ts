export { stopLeftRedis } from './orphan.ts';
export { type Redis, type RedisOptions, startRedis } from './start-redis.ts';
