import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { fillCart } from './carts.ts';
import type { Buyer, Journal, OrderBody } from './journal.ts';
import { cancel, place } from './orders.ts';
import { HOT_SKUS } from './stock.ts';
import { follow } from './streams.ts';

export interface Shop {
  readonly gatewayUrl: string;
  readonly journal: Journal;
  readonly buyers: readonly Buyer[];
  readonly skus: readonly string[];
  readonly random: Random;
  /** Aborted when subscribers should give up. */
  readonly signal: AbortSignal;
}

const DECLINED = 'pm_card_chargeDeclined';
const ACCEPTED = 'pm_card_visa';
const CANCEL_WITHIN_MS = 1_800;

const goodsOf = async (
  { gatewayUrl, journal, skus }: Shop,
  buyer: Buyer,
  random: Random,
): Promise<Omit<OrderBody, 'token'>> => {
  const wanted = [
    ...new Set(random.chance(0.2) ? [random.pick(skus.slice(0, HOT_SKUS))] : [random.pick(skus), random.pick(skus)]),
  ];
  if (random.chance(0.15)) {
    const cartId = await fillCart(gatewayUrl, buyer, wanted);
    if (cartId !== undefined) return { cartId };
  }
  const lines = wanted.map((sku) => ({ sku, quantity: random.chance(0.2) ? 2 : 1 }));
  const codes = [...journal.promotions.keys()];
  return codes.length > 0 && random.chance(0.15) ? { lines, promotionCodes: [random.pick(codes)] } : { lines };
};

/**
 * One customer's visit: an order, perhaps sent several times at once, perhaps followed live, perhaps called off at any
 * moment. What is wanted is a function of the seed and the number of the visit. Returns what still goes on afterwards.
 */
export const visit = async (shop: Shop, number: number): Promise<readonly Promise<void>[]> => {
  const { gatewayUrl, journal, buyers } = shop;
  const random = shop.random.fork(`visit ${number}`);
  const buyer = random.pick(buyers);
  const body = { ...(await goodsOf(shop, buyer, random)), token: random.chance(0.12) ? DECLINED : ACCEPTED };
  const orderId = await place(gatewayUrl, journal, { buyer, body, copies: random.chance(0.25) ? random.int(2, 3) : 1 });
  if (orderId === undefined) return [];
  const watch = { gatewayUrl, journal, random: random.fork('stream'), signal: shop.signal };
  const followed = random.chance(0.35) ? [follow(watch, buyer, orderId)] : [];
  if (random.chance(0.35)) {
    await pause(random.int(0, CANCEL_WITHIN_MS));
    await cancel(gatewayUrl, journal, buyer, orderId);
  }
  return followed;
};
