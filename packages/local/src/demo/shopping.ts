import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';
import { dim, heading, type Money, price, say, table } from './print.ts';

interface Variant {
  readonly sku: string;
  readonly foiling: string | null;
  readonly condition: string;
  readonly price: Money;
  readonly availability: { available: number; status: string };
}
interface Product {
  readonly id: string;
  readonly name: string;
  readonly set: string;
  readonly number: string;
  readonly rarity: string;
  readonly variants: readonly Variant[];
}
interface Search {
  readonly products: {
    totalCount: number;
    facets: { field: string; buckets: { value: string; count: number }[] }[];
    nodes: Product[];
  };
}
export interface Placed {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly totals: { grandTotal: Money };
}

const ADDRESS = {
  name: 'Casey Customer',
  line1: '1 Rathe Road',
  city: 'Metrix',
  postalCode: '10001',
  countryCode: 'US',
};

/** Searches and prints what a shop window would show. Returns a variant with at least two pieces to sell. */
export const search = async (client: Client): Promise<Variant> => {
  heading('Search: "command and conquer", in stock');
  const variables = { query: 'command and conquer', filter: { inStock: true }, first: 5 };
  const { products } = await client.run<Search>('search-products', variables);
  table(
    products.nodes.map(({ name, set, number, rarity, variants }) => [
      name,
      `${set} ${number}`,
      rarity,
      `from ${price(cheapest(variants).price)}`,
    ]),
  );
  const facets = products.facets.map(
    ({ field, buckets }) =>
      `${field}: ${buckets
        .slice(0, 3)
        .map(({ value, count }) => `${value} ${count}`)
        .join(', ')}`,
  );
  say(dim(`  ${products.totalCount} printings in all. ${facets.join(' · ')}`));
  const found = products.nodes
    .flatMap(({ variants }) => variants)
    .find(({ availability }) => availability.available >= 2);
  if (!found) throw new Error('nothing is in stock twice: was the stock sold out?');
  return found;
};

const cheapest = (variants: readonly Variant[]): Variant =>
  variants.reduce((best, next) => (next.price.amount < best.price.amount ? next : best));

/** Puts two pieces into a cart and prints it. Returns the cart's id. */
export const fillCart = async (client: Client, { sku }: Variant): Promise<string> => {
  type Cart = {
    id: string;
    lines: { quantity: number; variant: { title: string }; total: Money }[];
    subtotal: Money;
    message?: string;
    __typename: string;
  };
  const { addToCart } = await client.run<{ addToCart: Cart }>('add-to-cart', { input: { sku, quantity: 2 } });
  if (addToCart.__typename !== 'Cart') throw new Error(addToCart.message);
  heading('Cart');
  table(addToCart.lines.map(({ quantity, variant, total }) => [`${quantity} ×`, variant.title, price(total)]));
  return addToCart.id;
};

type Goods = { readonly cartId: string } | { readonly lines: readonly { sku: string; quantity: number }[] };

/** Places an order with a payment token of the provider's test mode. Throws when it is refused. */
export const placeOrder = async (client: Client, goods: Goods, token: string): Promise<Placed> => {
  const input = {
    ...goods,
    idempotencyKey: randomUUID(),
    shippingAddress: ADDRESS,
    payment: { method: 'card', token },
  };
  const { placeOrder: placed } = await client.run<{ placeOrder: { order?: Placed; message?: string } }>('place-order', {
    input,
  });
  if (!placed.order) throw new Error(placed.message ?? 'the order was refused');
  return placed.order;
};
