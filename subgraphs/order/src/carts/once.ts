import { createHash } from 'node:crypto';
import { currentKeyedRequest, idempotencyConflict } from '@cardstock/service';
import type { Redis } from 'ioredis';
import { keyOf } from './cart-fields.ts';

const KEEP_MS = 7 * 86_400_000;
const OTHER_REQUEST = 'other-request';

/**
 * Makes a change once per idempotency key, which is noted in the same step. KEYS: the cart, what is noted of the key
 * (both in one slot). ARGV: those of the change, then the hash of the request, its field, time to live in ms.
 */
const once = (change: string): string => `
  local body, place = ARGV[#ARGV - 2], ARGV[#ARGV - 1]
  local noted = redis.call('hget', KEYS[2], 'body')
  if noted and noted ~= body then return '${OTHER_REQUEST}' end
  local known = redis.call('hget', KEYS[2], 'at:' .. place)
  if known then return known end
  local function change() ${change}
  end
  local verdict = change()
  if verdict == 'changed' then
    redis.call('hset', KEYS[2], 'body', body, 'at:' .. place, verdict)
    redis.call('pexpire', KEYS[2], ARGV[#ARGV])
  end
  return verdict`;

type Request = NonNullable<ReturnType<typeof currentKeyedRequest>>;

const noteOf = (id: string, { caller, key }: Request): string => {
  const hash = createHash('sha256').update(JSON.stringify([caller, key]));
  return `${keyOf(id)}:once:${hash.digest('base64url')}`;
};

/** Runs a script that changes a cart: once, where the request came with an idempotency key. Throws IDEMPOTENCY_CONFLICT. */
export const changeOnce = async (
  redis: Redis,
  { script, id, values }: { script: string; id: string; values: readonly (string | number)[] },
): Promise<unknown> => {
  const request = currentKeyedRequest();
  if (!request) return redis.eval(script, 1, keyOf(id), ...values);
  const keys = [keyOf(id), noteOf(id, request)];
  const verdict = await redis.eval(once(script), 2, ...keys, ...values, request.bodyHash, request.place, KEEP_MS);
  if (verdict === OTHER_REQUEST) throw idempotencyConflict();
  return verdict;
};

/** Whether the request came with a key and has changed this cart before. Throws IDEMPOTENCY_CONFLICT. */
export const isChangedAlready = async (redis: Redis, id: string): Promise<boolean> => {
  const request = currentKeyedRequest();
  if (!request) return false;
  const [body, verdict] = await redis.hmget(noteOf(id, request), 'body', `at:${request.place}`);
  if (body && body !== request.bodyHash) throw idempotencyConflict();
  return Boolean(verdict);
};
