import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';
import { bold, dim, heading, price, say, table } from './print.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
}
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

interface StatusEvent {
  readonly orderStatusChanged: {
    readonly status: string;
    readonly order: {
      lines: { variant: { product: { name: string } } }[];
      shipments: { trackingNumber: string | null }[];
    };
  };
}

/** Follows an order over WebSocket to its end and prints every status as it arrives. Returns the milliseconds to each. */
export const followOrder = async (client: Client, order: Placed, startedAt: number): Promise<Map<string, number>> => {
  const reached = new Map<string, number>();
  for await (const { orderStatusChanged } of client.follow<StatusEvent>('order-status-changed', {
    orderId: order.id,
  })) {
    const { status, order: now } = orderStatusChanged;
    const ms = Math.round(performance.now() - startedAt);
    reached.set(status, ms);
    const tracking = now.shipments.map(({ trackingNumber }) => trackingNumber).find(Boolean);
    const cards = [...new Set(now.lines.map(({ variant }) => variant.product.name))].join(', ');
    say(
      `  ${String(ms).padStart(6)} ms  ${bold(status.padEnd(10))} ${dim(tracking ? `${cards} · parcel ${tracking}` : cards)}`,
    );
  }
  return reached;
};

interface Story {
  readonly order: {
    readonly customer: { displayName: string; email: string };
    readonly payment: { status: string; captured: Money; failureCode: string | null } | null;
    readonly saga: {
      status: string;
      steps: {
        name: string;
        state: string;
        attempts: number;
        startedAt: string | null;
        finishedAt: string | null;
        error: string | null;
      }[];
    };
    readonly notifications: { channel: string; subject: string; status: string }[];
    readonly lines: { title: string; quantity: number; variant: { availability: { available: number } } }[];
    readonly totals: { grandTotal: Money };
  };
}

const took = ({ startedAt, finishedAt }: { startedAt: string | null; finishedAt: string | null }): string =>
  startedAt && finishedAt ? `${Date.parse(finishedAt) - Date.parse(startedAt)} ms` : '';

/** Asks all six subgraphs about an order in one query and prints the answer. */
export const tellStory = async (client: Client, { id, number }: Placed): Promise<Story['order']> => {
  const { order } = await client.run<Story>('order-story', { id });
  heading(`Order ${number}, joined across six subgraphs`);
  say(`  ${order.customer.displayName} <${order.customer.email}>, ${price(order.totals.grandTotal)}`);
  if (order.payment) {
    const { status, captured, failureCode } = order.payment;
    say(`  payment ${status}${failureCode ? ` (${failureCode})` : `, ${price(captured)} captured`}`);
  }
  for (const { title, quantity, variant } of order.lines)
    say(`  ${quantity} × ${title}, ${variant.availability.available} left`);
  say(`  saga ${order.saga.status}`);
  table(
    order.saga.steps.map((step) => [
      '  ',
      step.name,
      step.state,
      `${step.attempts} attempt${step.attempts === 1 ? '' : 's'}`,
      took(step),
      step.error ?? '',
    ]),
  );
  table(order.notifications.map(({ channel, status, subject }) => [channel, status, subject]));
  return order;
};
