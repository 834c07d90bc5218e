import type { Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { Redis } from 'ioredis';
import type { OrderWorld } from './order-service.ts';

export const SUPPORT = aUser(['SUPPORT']);

/** Where sales tax is 4 % and shipping is taxed. */
export const NEW_YORK = { name: 'Ada', line1: '1 Main St', city: 'New York', postalCode: '10001', countryCode: 'US' };

const REFUSED = `... on DomainError { code message } ... on PromotionNotApplicable { promotionCode reason }`;

export interface PromotionData {
  __typename: string;
  id: string;
  code: string;
  uses: number;
  isActive: boolean;
}

const MONEY = '{ amount }';
const PROMOTION = `__typename ... on Promotion { id code kind value uses usageLimit isActive } ... on DomainError { code }
  ... on PromotionLimitTooLow { uses }`;

export const askPromotion = async (world: OrderWorld, viewer: Viewer, name: string, input: Record<string, unknown>) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${PROMOTION} } }`;
  return world.ask<{ result: PromotionData }>(viewer, query, { input });
};

/** A promotion of ten percent, changed as wished. Returns its id. */
export const aPromotion = async (world: OrderWorld, changes: Record<string, unknown>): Promise<string> => {
  const input = { kind: 'PERCENT', value: 1_000, ...changes };
  return (await askPromotion(world, SUPPORT, 'createPromotion', input)).data.result.id;
};

/** How often a code is used by its own count, and by the orders that say so. */
export const usesOf = async (world: OrderWorld, code: string): Promise<{ counted: number; orders: number }> => {
  const text = `select uses as counted, (select count(*)::integer from promotion_use use
    where use.promotion_id = promotion.id and given_back_at is null) as orders from promotion where code = $1`;
  const [row] = await world.sql<{ counted: number; orders: number }>(text, [code]);
  return row ?? { counted: 0, orders: 0 };
};

const QUOTE = `__typename ... on Quote { id validUntil notes
  lines { quantity unitPrice ${MONEY} total ${MONEY} discount ${MONEY} tax ${MONEY} variant { sku } }
  discounts { code kind amount ${MONEY} } taxes { name rate taxable ${MONEY} amount ${MONEY} }
  shippingOptions { id price ${MONEY} isChosen isEstimated }
  totals { subtotal ${MONEY} discount ${MONEY} shipping ${MONEY} tax ${MONEY} grandTotal ${MONEY} } }
  ... on ShippingOptionUnavailable { shippingOptionId } ${REFUSED}`;

interface Amount {
  readonly amount: number;
}
export interface QuoteData {
  __typename: string;
  id: string;
  code?: string;
  reason?: string;
  validUntil: string;
  notes: string[];
  lines: { discount: Amount; tax: Amount; variant: { sku: string } }[];
  discounts: { code: string; kind: string; amount: Amount }[];
  shippingOptions: { id: string; price: Amount; isChosen: boolean; isEstimated: boolean }[];
  totals: Record<'subtotal' | 'discount' | 'shipping' | 'tax' | 'grandTotal', Amount>;
}

export const askQuote = (world: OrderWorld, viewer: Viewer, input: Record<string, unknown>) =>
  world.ask<{ quote: QuoteData }>(viewer, `mutation ($input: QuoteInput!) { quote(input: $input) { ${QUOTE} } }`, {
    input,
  });

/** A quote of two of SKU A to New York, changed as wished. */
export const aQuote = async (world: OrderWorld, viewer: Viewer, changes: Record<string, unknown> = {}) => {
  const input = { lines: [{ sku: 'A', quantity: 2 }], shippingAddress: NEW_YORK, ...changes };
  return (await askQuote(world, viewer, input)).data.quote;
};

export interface CartData {
  id: string;
  lines: {
    quantity: number;
    isAvailable: boolean;
    availableQuantity: number | null;
    priceChangedFrom: Amount | null;
    variant: { sku: string };
  }[];
  subtotal: Amount;
  promotions: { code: string; discount: Amount | null; problem: string | null }[];
}

const CART = `... on Cart { id subtotal ${MONEY} promotions { code problem discount ${MONEY} }
  lines { quantity isAvailable availableQuantity priceChangedFrom ${MONEY} variant { sku } } }`;

export const readCart = async (world: OrderWorld, viewer: Viewer, id?: string): Promise<CartData | null> =>
  (await world.ask<{ cart: CartData | null }>(viewer, `query ($id: ID) { cart(id: $id) { ${CART} } }`, { id })).data
    .cart;

export const putIn = async (world: OrderWorld, viewer: Viewer, input: Record<string, unknown>): Promise<CartData> => {
  const query = `mutation ($input: AddToCartInput!) { addToCart(input: $input) { __typename ${CART} } }`;
  return (await world.ask<{ addToCart: CartData }>(viewer, query, { input })).data.addToCart;
};

export const applyCode = async (world: OrderWorld, viewer: Viewer, code: string) => {
  const query = `mutation ($input: CartPromotionCodeInput!) { result: applyPromotionCode(input: $input) { __typename ${CART} ${REFUSED} } }`;
  type Result = CartData & { __typename: string; reason?: string };
  return (await world.ask<{ result: Result }>(viewer, query, { input: { code } })).data.result;
};

/** What of a cart is in it, such as A:2. */
export const piecesIn = (cart: CartData | null): string[] =>
  (cart?.lines ?? []).map(({ variant, quantity }) => `${variant.sku}:${quantity}`).sort();

/** Calls the work with the Redis that holds the carts. */
export const withRedis = async <Result>(
  world: OrderWorld,
  work: (redis: Redis) => Promise<Result>,
): Promise<Result> => {
  const redis = new Redis(String(world.environment['REDIS_URL']));
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};

export const cartKey = (id: string): string => `cart:{${id}}`;
