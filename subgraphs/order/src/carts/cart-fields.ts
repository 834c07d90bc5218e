import type { StoredCart } from '../application/cart/cart-ports.ts';

/** The braces keep a cart, and what is kept beside it, in one slot of a Redis Cluster. */
export const keyOf = (id: string): string => `cart:{${id.toLowerCase()}}`;

export type Fields = ReadonlyMap<string, string>;

/** The reply of HGETALL inside a script: name, value, name, value … */
export const toFields = (reply: readonly string[]): Fields =>
  new Map(
    reply.flatMap((name, place): [string, string][] => (place % 2 === 0 ? [[name, reply[place + 1] ?? '']] : [])),
  );

const SKU = 'sku:';

/** The cart that some fields are, or undefined where they are none. */
export const toCart = (id: string, fields: Fields, expiresAt: Date): StoredCart | undefined => {
  const owner = fields.get('owner');
  if (owner === undefined) return undefined;
  const skus = [...fields.keys()].filter((field) => field.startsWith(SKU)).map((field) => field.slice(SKU.length));
  const seenPrice = (sku: string): number | null =>
    fields.get(`seen:${sku}`) ? Number(fields.get(`seen:${sku}`)) : null;
  const goods = fields.get('promo:goods');
  const shipping = fields.get('promo:shipping');
  return {
    id,
    ownerId: owner === '' ? null : owner,
    life: fields.get('life') ?? id.toLowerCase(),
    ordered: Number(fields.get('ordered') ?? 0),
    isPlacing: fields.has('placing'),
    lines: skus.map((sku) => ({ sku, quantity: Number(fields.get(`${SKU}${sku}`)), seenPrice: seenPrice(sku) })),
    codes: { ...(goods ? { goods } : {}), ...(shipping ? { shipping } : {}) },
    expiresAt,
  };
};
