import type { SkuQuantity } from '@cardstock/contracts';
import { type Logger, unavailable } from '@cardstock/service';
import type { Redis } from 'ioredis';
import type { CartChange, Carts } from '../application/ports.ts';
import { MAX_LINES, MAX_QUANTITY } from '../domain/limits.ts';
import { CHANGE_LINE, TAKE_OUT } from './cart-script.ts';

/** The braces keep a cart in one slot of a Redis Cluster, whatever is kept beside it later. */
const keyOf = (id: string): string => `cart:{${id.toLowerCase()}}`;
const SKU_FIELD = 'sku:';

const linesIn = (fields: Readonly<Record<string, string>>): SkuQuantity[] =>
  Object.entries(fields)
    .filter(([field]) => field.startsWith(SKU_FIELD))
    .map(([field, quantity]) => ({ sku: field.slice(SKU_FIELD.length), quantity: Number(quantity) }));

/** ioredis gives a request up when Redis does not come back, or does not answer, in time. */
const isAway = (err: unknown): boolean =>
  err instanceof Error && (err.name === 'MaxRetriesPerRequestError' || err.message === 'Command timed out');

/** Throws SUBGRAPH_UNAVAILABLE where Redis does not answer. */
const reached = async <Reply>(asked: Promise<Reply>): Promise<Reply> => {
  try {
    return await asked;
  } catch (err) {
    throw isAway(err) ? unavailable('cart') : err;
  }
};

interface CartOptions {
  readonly lifetimeMs: number;
  readonly log: Logger;
}

/** Carts in Redis: a hash each, forgotten when nobody has touched it for so long. */
export const makeRedisCarts = (redis: Redis, { lifetimeMs, log }: CartOptions): Carts => ({
  read: async (id) => {
    const [fields, left] = await reached(Promise.all([redis.hgetall(keyOf(id)), redis.pttl(keyOf(id))]));
    const owner = fields['owner'];
    if (owner === undefined || left <= 0) return undefined;
    return { id, ownerId: owner === '' ? null : owner, lines: linesIn(fields), expiresAt: new Date(Date.now() + left) };
  },
  change: async ({ id, createFor, sku, quantity, mode }) => {
    const creation = createFor === undefined ? ['', '0'] : [createFor ?? '', '1'];
    const limits = [MAX_QUANTITY, MAX_LINES, lifetimeMs];
    const changing = redis.eval(CHANGE_LINE, 1, keyOf(id), ...creation, sku, quantity, mode, ...limits);
    return (await reached(changing)) as CartChange;
  },
  takeOut: async (id, lines) => {
    const pieces = lines.flatMap(({ sku, quantity }) => [sku, quantity]);
    await redis.eval(TAKE_OUT, 1, keyOf(id), ...pieces).catch((err: unknown) => {
      log.warn({ err, cartId: id }, 'a cart keeps what was ordered from it');
    });
  },
});
