import { newId } from '@cardstock/contracts';
import type { Redis } from 'ioredis';
import type { Carts, ClippedLine } from '../application/cart/cart-ports.ts';
import { MAX_LINES, MAX_QUANTITY } from '../domain/order/limits.ts';
import { keyOf, toCart, toFields } from './cart-fields.ts';
import { CLOSE_FOR_MERGE, MERGE_IN } from './merge-script.ts';

interface MergeOptions {
  readonly lifetimeMs: number;
  readonly reached: <Reply>(asked: Promise<unknown>) => Promise<Reply>;
}

const mergesOf = (id: string): string => `${keyOf(id)}:merged`;

/**
 * Moves a guest cart into a customer's, in steps of one slot each, since a Redis Cluster may keep the two on different
 * nodes: the guest cart is closed, its content is put in once, and it is forgotten. Who dies in between is repeated by
 * the next call: nothing is put in twice, and what is in a closed cart is not lost as long as the cart would have lived.
 */
export const makeMergeCarts = (
  redis: Redis,
  { lifetimeMs, reached }: MergeOptions,
): Pick<Carts, 'closeForMerge' | 'mergeIn' | 'forget' | 'mergedBefore'> => ({
  closeForMerge: async (guestId, intoId) => {
    const reply = await reached<string[]>(redis.eval(CLOSE_FOR_MERGE, 1, keyOf(guestId), intoId));
    return toCart(guestId, toFields(reply), new Date(Date.now() + lifetimeMs));
  },
  mergeIn: async ({ id, ownerId, guest }) => {
    const fields = guest.lines.flatMap(({ sku, quantity, seenPrice }) => [sku, quantity, seenPrice ?? '']);
    const { goods = '', shipping = '' } = guest.codes;
    const values = [ownerId, newId(), guest.id, MAX_QUANTITY, MAX_LINES, lifetimeMs, goods, shipping, ...fields];
    const telling = await reached<string>(redis.eval(MERGE_IN, 2, keyOf(id), mergesOf(id), ...values));
    return JSON.parse(telling) as ClippedLine[];
  },
  mergedBefore: async (id, guestId) => {
    const telling = await reached<string | null>(redis.hget(mergesOf(id), guestId));
    return telling === null ? undefined : (JSON.parse(telling) as ClippedLine[]);
  },
  forget: async (guestId) => {
    await reached(redis.del(keyOf(guestId)));
  },
});
