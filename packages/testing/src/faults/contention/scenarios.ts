import { randomUUID } from 'node:crypto';
import { eventually } from '../../eventually.ts';
import { askOnce, askUntilAnswered } from '../workload/client.ts';
import type { Reply } from '../workload/journal.ts';
import { submitOnce } from '../workload/orders.ts';
import { mustBe, type Scenario, type Scene } from './scenario.ts';

const TOKEN = 'pm_card_visa';
const SETTLED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 25;
const REJECTED_FOR_STOCK = /too little stock/i;
const UNDER_WAY = new Set(['PENDING', 'RESERVED', 'AUTHORIZED']);

const LAST_ORDERS = 'query LastOrders { orders(first: 50) { nodes { id status reason } } }';

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
}

/** The orders once each of them is confirmed or has ended. */
const settled = async ({ gatewayUrl, staff }: Scene, ids: ReadonlySet<string>): Promise<readonly Seen[]> =>
  eventually(
    async () => {
      const { orders } = await askUntilAnswered<{ orders: { nodes: Seen[] } }>(
        gatewayUrl,
        { query: LAST_ORDERS },
        staff.accessToken,
      );
      const mine = orders.nodes.filter(({ id }) => ids.has(id));
      if (mine.length < ids.size || mine.some(({ status }) => UNDER_WAY.has(status)))
        throw new Error('orders are still under way');
      return mine;
    },
    { withinMs: SETTLED_WITHIN_MS, everyMs: LOOK_EVERY_MS },
  );

const idsIn = (replies: readonly Reply[]): string[] =>
  replies.flatMap((reply) => (reply.kind === 'placed' ? [reply.orderId] : []));

/** Many buyers want one piece each of a SKU that has fewer: as many are confirmed as there are pieces, the others hear why not. */
const buyersFor = (count: number, pieces: number): Scenario => ({
  name: `${count} buyers for ${pieces} piece${pieces === 1 ? '' : 's'}`,
  pieces: [pieces],
  play: async (scene) => {
    const body = { lines: [{ sku: scene.skuWith(pieces), quantity: 1 }], token: TOKEN };
    const buyers = scene.buyers.slice(0, count);
    const replies = await Promise.all(
      buyers.map((buyer) => submitOnce(scene.gatewayUrl, { key: randomUUID(), buyer, body, replies: [] })),
    );
    const refused = replies.filter(({ kind }) => kind !== 'placed');
    const orders = await settled(scene, new Set(idsIn(replies)));
    const rejected = orders.filter(
      ({ status, reason }) => status === 'REJECTED' && REJECTED_FOR_STOCK.test(reason ?? ''),
    );
    return [
      ...mustBe('spurious refusals and errors', refused, []),
      ...mustBe(
        'confirmed',
        orders.filter(({ status }) => status !== 'REJECTED' && status !== 'CANCELLED').length,
        pieces,
      ),
      ...mustBe('rejected for too little stock', rejected.length, count - pieces),
    ];
  },
});

const ADD = `mutation Add($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on Cart { lines { quantity variant { sku } } } ... on DomainError { code } }
}`;
const CART = 'query MyCart { cart { lines { quantity variant { sku } } } }';

interface Cart {
  readonly lines: readonly { readonly quantity: number; readonly variant: { readonly sku: string } }[];
}

const EDITS = 10;

const cartEdits: Scenario = {
  name: `${EDITS} parallel edits of one cart`,
  pieces: [EDITS, EDITS],
  play: async ({ gatewayUrl, buyers: [buyer], skuWith }) => {
    if (!buyer) throw new Error('there is nobody to buy anything');
    const skus = [skuWith(EDITS), skuWith(EDITS)];
    const add = (place: number) => {
      const variables = { input: { sku: skus[place % skus.length], quantity: 1 } };
      return askOnce<{ addToCart: { __typename: string } }>(gatewayUrl, { query: ADD, variables }, buyer.accessToken);
    };
    const replies = await Promise.all(Array.from({ length: EDITS }, (_, place) => add(place)));
    const { cart } = await askUntilAnswered<{ cart: Cart }>(gatewayUrl, { query: CART }, buyer.accessToken);
    const kinds = [...new Set(replies.map(({ data, errors }) => errors?.[0]?.message ?? data.addToCart.__typename))];
    const quantities = skus.map((sku) => cart.lines.find(({ variant }) => variant.sku === sku)?.quantity);
    return [...mustBe('answers', kinds, ['Cart']), ...mustBe('pieces in the cart', quantities, [EDITS / 2, EDITS / 2])];
  },
};

const SUBMITS = 50;

const oneKey: Scenario = {
  name: `${SUBMITS} submits of one key`,
  pieces: [SUBMITS],
  play: async (scene) => {
    const [buyer] = scene.buyers;
    if (!buyer) throw new Error('there is nobody to buy anything');
    const body = { lines: [{ sku: scene.skuWith(SUBMITS), quantity: 1 }], token: TOKEN };
    const submission = { key: randomUUID(), buyer, body, replies: [] };
    const replies = await Promise.all(Array.from({ length: SUBMITS }, () => submitOnce(scene.gatewayUrl, submission)));
    const orders = await settled(scene, new Set(idsIn(replies)));
    return [
      ...mustBe('replies', replies.filter(({ kind }) => kind === 'placed').length, SUBMITS),
      ...mustBe('different replies', new Set(replies.map((reply) => JSON.stringify(reply))).size, 1),
      ...mustBe('orders', orders.length, 1),
    ];
  },
};

export const SCENARIOS: readonly Scenario[] = [buyersFor(40, 10), buyersFor(20, 1), cartEdits, oneKey];

/** Played first and not counted: the first requests of a new process are slow. */
export const WARM_UP: readonly Scenario[] = [buyersFor(10, 10), cartEdits, oneKey];
