import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

interface BucketOptions {
  readonly name: string;
  /** What a full bucket holds, and what flows into it per minute. */
  readonly pointsPerMinute: number;
  /** Without Redis, and while it is away, each process counts for itself. */
  readonly redis?: Redis | undefined;
}

export interface Taken {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until enough has flowed in, or, where it was enough, until the bucket is full again. */
  readonly resetAfterMs: number;
}

export interface TokenBucket {
  take(key: string, points: number): Promise<Taken>;
}

const SECONDS = 60;

/**
 * By itself the library counts in fixed windows, which let twice the limit through at their border; with this script points
 * flow in evenly. ARGV: what is asked for, seconds, capacity. Returns what is missing of a full bucket, more than the
 * capacity where there was too little in it, and the milliseconds until that is no longer so.
 */
const TAKE = `
  local window, capacity = tonumber(ARGV[2]) * 1000, tonumber(ARGV[3])
  local cost = math.min(tonumber(ARGV[1]), capacity)
  local clock = redis.call('time')
  local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  local known = redis.call('hmget', KEYS[1], 'points', 'at')
  local flowed = (now - (tonumber(known[2]) or now)) * capacity / window
  local points = math.min(capacity, (tonumber(known[1]) or capacity) + flowed)
  local isEnough = points >= cost
  if isEnough then points = points - cost end
  redis.call('hset', KEYS[1], 'points', points, 'at', now)
  redis.call('pexpire', KEYS[1], window)
  if isEnough then return { math.ceil(capacity - points), math.ceil((capacity - points) * window / capacity) } end
  return { capacity + 1, math.ceil((cost - points) * window / capacity) }`;

/** A token bucket per key. It never throws for the sake of Redis. */
export const makeTokenBucket = ({ name, pointsPerMinute, redis }: BucketOptions): TokenBucket => {
  const common = { keyPrefix: `cardstock:rate:${name}`, points: pointsPerMinute, duration: SECONDS };
  const local = new RateLimiterMemory(common);
  const limiter = redis
    ? new RateLimiterRedis({
        ...common,
        storeClient: redis,
        insuranceLimiter: local,
        rejectIfRedisNotReady: true,
        customIncrTtlLuaScript: TAKE,
      })
    : local;
  const toTaken = (isAllowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Taken => ({
    isAllowed,
    limit: pointsPerMinute,
    remaining: Math.max(0, remainingPoints),
    resetAfterMs: Math.max(0, msBeforeNext),
  });
  return {
    take: (key, points) =>
      limiter.consume(key, Math.min(points, pointsPerMinute)).then(
        (taken) => toTaken(true, taken),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return toTaken(false, refused);
          throw refused;
        },
      ),
  };
};
