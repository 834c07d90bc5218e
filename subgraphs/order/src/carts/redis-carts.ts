import { newId } from '@cardstock/contracts';
import { type Logger, unavailable } from '@cardstock/service';
import type { Redis } from 'ioredis';
import type { CartChange, Carts, CodeChange } from '../application/cart/cart-ports.ts';
import type { CartClaim } from '../application/checkout/checkout-ports.ts';
import { MAX_LINES, MAX_QUANTITY } from '../domain/order/limits.ts';
import { type Fields, keyOf, toCart, toFields } from './cart-fields.ts';
import { APPLY_CODE, CHANGE_LINE, CLEAR, READ, REMOVE_CODE, TAKE_OUT } from './cart-script.ts';
import { makeMergeCarts } from './merge-carts.ts';
import { changeOnce, isChangedAlready } from './once.ts';

/** ioredis gives a request up when Redis does not come back, or does not answer, in time. */
const isAway = (err: unknown): boolean =>
  err instanceof Error && (err.name === 'MaxRetriesPerRequestError' || err.message === 'Command timed out');

/** Throws SUBGRAPH_UNAVAILABLE where Redis does not answer. */
const reached = async <Reply>(asked: Promise<unknown>): Promise<Reply> => {
  try {
    return (await asked) as Reply;
  } catch (err) {
    throw isAway(err) ? unavailable('cart') : err;
  }
};

interface CartOptions {
  readonly lifetimeMs: number;
  readonly log: Logger;
}

const piecesOf = ({ life, sequence, lines }: CartClaim): readonly (string | number)[] => [
  life,
  sequence,
  ...lines.flatMap(({ sku, quantity }) => [sku, quantity]),
];

/** Carts in Redis: a hash each, forgotten when nobody has used it for so long. */
export const makeRedisCarts = (redis: Redis, { lifetimeMs, log }: CartOptions): Carts => {
  const run = <Reply>(script: string, id: string, ...values: readonly (string | number)[]): Promise<Reply> =>
    reached(redis.eval(script, 1, keyOf(id), ...values));
  const runOnce = <Reply>(script: string, id: string, ...values: readonly (string | number)[]): Promise<Reply> =>
    reached(changeOnce(redis, { script, id, values }));
  const read = async (id: string, isPlacing: '0' | '1') => {
    const fields: Fields = toFields(await run(READ, id, lifetimeMs, isPlacing));
    return toCart(id, fields, new Date(Date.now() + lifetimeMs));
  };
  return {
    read: (id) => read(id, '0'),
    beginOrder: (id) => read(id, '1'),
    change: ({ id, createFor, sku, quantity, mode, seenPrice }) => {
      const creation = createFor === undefined ? ['', '0'] : [createFor ?? '', '1'];
      const limits = [MAX_QUANTITY, MAX_LINES, lifetimeMs];
      return runOnce<CartChange>(CHANGE_LINE, id, ...creation, newId(), sku, quantity, mode, ...limits, seenPrice);
    },
    clear: (id) => runOnce(CLEAR, id),
    isChangedAlready: (id) => reached(isChangedAlready(redis, id)),
    takeOut: (id, claim) => run(TAKE_OUT, id, '0', ...piecesOf(claim)),
    endOrder: async (id, claim) => {
      const pieces = claim ? piecesOf(claim) : ['', 0];
      await redis.eval(TAKE_OUT, 1, keyOf(id), '1', ...pieces).catch((err: unknown) => {
        log.warn({ err, cartId: id }, 'a cart keeps what was ordered from it until it is read');
      });
    },
    applyCode: (id, slot, code) => runOnce<CodeChange>(APPLY_CODE, id, slot, code, lifetimeMs),
    removeCode: (id, code) => runOnce(REMOVE_CODE, id, code),
    ...makeMergeCarts(redis, { lifetimeMs, reached }),
  };
};
