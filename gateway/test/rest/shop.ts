import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import type { SubgraphContext, SubgraphDefinition } from '../small-subgraph.ts';

const money = (amount: number) => ({ amount, currency: 'USD' });
const variant = (sku: string) => ({
  ...{ sku, title: `Card ${sku}`, edition: null, foiling: null, condition: 'NEAR_MINT', language: 'en' },
  ...{ price: money(250), weightGrams: 2, priceHistory: [{ price: money(200), changedAt: '2026-01-01T00:00:00Z' }] },
});
const product = (id: string) => ({
  ...{
    id,
    slug: `card-${id}`,
    kind: 'SINGLE_CARD',
    name: `Card ${id}`,
    game: 'Flesh and Blood',
    set: null,
    number: null,
  },
  ...{ rarity: null, types: ['Action'], text: null, artists: [], imageUrl: null, attributes: { cost: 2 } },
  variants: [variant(`${id}-NM`)],
});
const order = (id: string) => ({
  ...{ id, number: `CS-${id}`, status: 'PENDING', placedAt: '2026-01-01T00:00:00Z', version: 1, reason: null },
  lines: [{ id: 'l1', title: 'Card', quantity: 2, unitPrice: money(250), total: money(500), variant: { sku: 'A' } }],
  totals: Object.fromEntries(
    ['subtotal', 'discount', 'shipping', 'tax', 'grandTotal'].map((name) => [name, money(500)]),
  ),
  payment: () => {
    if (id === 'half')
      throw new GraphQLError('The provider is away.', { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    return null;
  },
  history: [{ version: 1, type: 'OrderPlaced', occurredAt: '2026-01-01T00:00:00Z', actor: 'customer' }],
});
const notification = (id: string, more: object = {}) => ({
  ...{ id, event: 'ORDER_CONFIRMED', channel: 'IN_APP', subject: 'Confirmed', body: 'It is.', status: 'SENT' },
  ...{ createdAt: '2026-01-01T00:00:00Z', readAt: null, ...more },
});
const pageOf = <Item>(nodes: readonly Item[], more: object = {}) => ({
  nodes,
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: 'c1', endCursor: `c${nodes.length}` },
  totalCount: nodes.length,
  ...more,
});
const badInput = (field: string, message: string) =>
  new GraphQLError(`${field}: ${message}`, { extensions: { code: 'BAD_USER_INPUT', fields: [{ field, message }] } });
const failing = (code: string) => new GraphQLError('No.', { extensions: { code, retryable: true } });

const REFUSALS: Readonly<Record<string, object>> = {
  none: { __typename: 'UnknownSku', code: 'SKU_UNKNOWN', skus: ['none'] },
  dear: { __typename: 'PriceChanged', code: 'PRICE_CHANGED', expectedTotal: 1, actualTotal: 2 },
  again: { __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT', idempotencyKey: 'k' },
  old: { __typename: 'QuoteExpired', code: 'QUOTE_EXPIRED', quoteId: 'q', problem: 'EXPIRED' },
};

interface Placing {
  readonly input: { readonly lines?: readonly { readonly sku: string }[]; readonly idempotencyKey: string };
}

const orders = {
  Query: {
    order: (_: unknown, { id }: { id: string }) => {
      if (id === 'broken') throw new Error('password of the database is hunter2');
      return id === 'none' ? null : order(id);
    },
    orders: () => pageOf([order('o1')], { totalCountIsEstimate: false }),
  },
  Mutation: {
    placeOrder: (_: unknown, { input }: Placing) => {
      const sku = input.lines?.[0]?.sku ?? 'none';
      if (sku === 'busy') throw failing('IDEMPOTENCY_IN_FLIGHT');
      const refusal = REFUSALS[sku];
      if (refusal) return { message: 'It cannot be.', ...refusal };
      return { __typename: 'PlaceOrderSuccess', order: order(input.idempotencyKey) };
    },
    cancelOrder: (_: unknown, { input }: { input: { orderId: string; reason: string } }) => {
      if (input.reason.length > 500) throw badInput('input.reason', 'must have at most 500 characters');
      if (input.orderId === 'none')
        return { __typename: 'OrderNotFound', code: 'ORDER_UNKNOWN', message: 'There is none.', orderId: 'none' };
      if (input.orderId === 'sent')
        return { __typename: 'IllegalOrderState', code: 'ORDER_STATE_ILLEGAL', message: 'Too late.', state: 'SHIPPED' };
      return { __typename: 'CancelOrderSuccess', order: order(input.orderId) };
    },
  },
  Order: { __resolveReference: ({ id }: { id: string }) => order(id) },
};

const catalog = {
  Query: {
    products: (_: unknown, { first, query }: { first: number; query?: string }) => {
      if (first < 1) throw badInput('first', 'must be between 1 and 100');
      if ((query?.length ?? 0) > 200) throw badInput('query', 'must have at most 200 characters');
      const page = pageOf(
        Array.from({ length: first }, (__, index) => product(`p${index}`)),
        { facets: [] },
      );
      return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: true, endCursor: 'next&one' } };
    },
    product: (_: unknown, { id, slug }: { id?: string; slug?: string }) =>
      id === 'none' ? null : product(id ?? slug?.replace('card-', '') ?? ''),
    variant: (_: unknown, { sku }: { sku: string }) => (sku === 'none' ? null : variant(sku)),
  },
  Variant: { __resolveReference: ({ sku }: { sku: string }) => variant(sku) },
};

const level = { onHand: 5, reserved: 1, safetyStock: 0, available: 4, version: 3 };
const inventory = {
  Variant: {
    __resolveReference: ({ sku }: { sku: string }) => ({
      sku,
      availability: { available: 4, status: 'LOW_STOCK', expectedAt: null },
      stock: [{ ...level, warehouse: { id: 'wh', code: 'W', name: 'North' } }],
    }),
  },
};

const auth = {
  Query: {
    me: (_: unknown, _args: unknown, { viewer }: SubgraphContext) =>
      viewer.kind === 'user' ? { id: viewer.id } : null,
  },
  Mutation: {
    login: (_: unknown, { input }: { input: { password: string } }) => {
      if (input.password === 'wrong')
        return { __typename: 'InvalidCredentials', code: 'CREDENTIALS_INVALID', message: 'Wrong.' };
      if (input.password === 'often')
        return { __typename: 'TooManyAttempts', code: 'ATTEMPTS_EXHAUSTED', message: 'Wait.', retryAfterSeconds: 30 };
      const tokens = { accessToken: 'a', accessTokenExpiresAt: '2026-01-01T00:00:00Z', refreshToken: 'r' };
      return { __typename: 'Session', ...tokens };
    },
    refreshSession: () => ({ __typename: 'SessionRevoked', code: 'SESSION_REVOKED', message: 'It has ended.' }),
  },
};

const shipment = {
  ...{ id: 's1', status: 'SHIPPED', carrier: 'swift', trackingNumber: null },
  lines: [{ quantity: 2, variant: { sku: 'A' } }],
  events: [{ status: 'SENT', description: 'On its way.', occurredAt: '2026-01-01T00:00:00Z' }],
};
const fulfillment = { Order: { __resolveReference: ({ id }: { id: string }) => ({ id, shipments: [shipment] }) } };

const notifications = {
  User: { __resolveReference: ({ id }: { id: string }) => ({ id, notifications: pageOf([notification('n1')]) }) },
  Order: { __resolveReference: ({ id }: { id: string }) => ({ id, notifications: [notification('n1')] }) },
  Mutation: {
    markNotificationRead: (_: unknown, { id }: { id: string }) => {
      if (id === 'none') throw failing('NOT_FOUND');
      return notification(id, { readAt: '2026-01-02T00:00:00Z' });
    },
  },
};

const of = (name: string, resolvers: Record<string, unknown>): SubgraphDefinition => ({
  name,
  sdl: readFileSync(`schema/subgraphs/${name}.graphql`, 'utf8'),
  resolvers,
});

/** The real graph, over subgraphs that answer at once and always the same. */
export const smallShop: readonly SubgraphDefinition[] = [
  of('auth', auth),
  of('catalog', catalog),
  of('inventory', inventory),
  of('order', orders),
  of('fulfillment', fulfillment),
  of('notification', notifications),
];
