import { type E2ePlatform, e2ePlatform } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

const VIEWERS = ['anonymous', 'customer', 'support', 'warehouse', 'catalog', 'admin'] as const;
type Who = (typeof VIEWERS)[number];

const EVERYBODY: readonly Who[] = VIEWERS;
const LOGGED_IN = EVERYBODY.filter((who) => who !== 'anonymous');
const STOCK_READERS: readonly Who[] = ['support', 'warehouse', 'catalog', 'admin'];
const STOCK_WRITERS: readonly Who[] = ['warehouse', 'admin'];
const ORDER_READERS: readonly Who[] = ['support', 'warehouse', 'admin'];
const ORDER_WRITERS: readonly Who[] = ['support', 'admin'];

/** No such thing: whoever may ask is told so, and nothing changes. */
const NONE = '0199a000-0000-7000-8000-000000000000';

const OPERATIONS: readonly [query: string, allowed: readonly Who[]][] = [
  ['{ products(first: 1) { nodes { name variants { sku availability { status } } } } }', EVERYBODY],
  ['{ me { id roles } }', EVERYBODY],
  ['{ cart { id } }', EVERYBODY],
  [`{ order(id: "${NONE}") { number shipments { id } notifications { id } } }`, EVERYBODY],
  ['{ orders(first: 1) { totalCount } }', LOGGED_IN],
  [`{ shipment(id: "${NONE}") { id } }`, LOGGED_IN],
  [`mutation { markNotificationRead(id: "${NONE}") { id } }`, LOGGED_IN],
  [`mutation { cancelOrder(input: { orderId: "${NONE}", reason: "no" }) { __typename } }`, LOGGED_IN],
  ['{ warehouses { code } }', STOCK_READERS],
  ['{ stockAlerts(first: 1) { totalCount } }', STOCK_READERS],
  ['{ replenishmentSuggestions(first: 1) { nodes { variant { sku } } } }', STOCK_READERS],
  [
    `mutation { setWarehouseActive(input: { id: "${NONE}", isActive: true, reason: "no" }) { __typename } }`,
    STOCK_WRITERS,
  ],
  [`mutation { advanceShipment(input: { shipmentId: "${NONE}", status: PICKING }) { __typename } }`, STOCK_WRITERS],
  ['{ stuckSagas(first: 1) { totalCount } }', ORDER_READERS],
  ['{ paymentReconciliations(first: 1) { totalCount } }', ORDER_READERS],
  ['{ promotions(first: 1) { totalCount } }', ORDER_WRITERS],
  [`mutation { retrySaga(orderId: "${NONE}") { __typename } }`, ORDER_WRITERS],
  [`mutation { approvePayment(input: { orderId: "${NONE}" }) { __typename } }`, ORDER_WRITERS],
];

let platform: E2ePlatform;
const tokens = new Map<Who, string>();
beforeAll(async () => {
  platform = e2ePlatform();
  for (const who of VIEWERS) if (who !== 'anonymous') tokens.set(who, await platform.logIn(who));
});

const ask = (query: string, who: Who) => platform.ask<Record<string, unknown>>({ query }, tokens.get(who));
const refusalsIn = ({ errors = [] }: Awaited<ReturnType<typeof ask>>) =>
  errors.filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE');

describe.each(VIEWERS)('%s', (who) => {
  const may = OPERATIONS.filter(([, allowed]) => allowed.includes(who)).map(([query]) => [query]);
  const mayNot = OPERATIONS.filter(([, allowed]) => !allowed.includes(who)).map(([query]) => [query]);

  it.each(may)('is let through with %s', async (query) => {
    const answer = await ask(query, who);
    expect(refusalsIn(answer)).toEqual([]);
    const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
    // What the subgraphs check of their own agrees with what the schema says.
    expect(codes.filter((code) => code !== 'NOT_FOUND' && code !== 'BAD_USER_INPUT')).toEqual([]);
  });

  if (mayNot.length > 0) {
    it.each(mayNot)('is refused %s', async (query) => {
      const answer = await ask(query, who);
      const root = /\{ (\w+)/.exec(query)?.[1];
      const reason = who === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect(answer.errors).toMatchObject([
        { path: [root], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason } },
      ]);
      expect(Object.values(answer.data ?? {})).toEqual(answer.data ? [null] : []);
    });
  }
});

describe('a part of an answer', () => {
  it('is null with its error where a customer asks for what is for staff', async () => {
    const query =
      '{ products(first: 1) { nodes { name variants { sku stock { onHand } } } } shippingOptions: warehouses { code } }';
    const answer = await ask(query, 'customer');
    expect(answer.data).toBeNull();
    expect(refusalsIn(answer).map(({ path }) => path)).toEqual([['shippingOptions']]);
  });

  it('leaves the rest where the place may be empty', async () => {
    const { data, errors } = await ask(
      '{ product(slug: "none") { id } me { id orders(first: 1) { totalCount } } }',
      'anonymous',
    );
    expect({ data, errors }).toEqual({ data: { product: null, me: null }, errors: undefined });
  });

  it('is refused at its place in a list', async () => {
    const query = '{ products(first: 1) { nodes { name variants { stock { onHand } } } } }';
    expect(refusalsIn(await ask(query, 'customer')).map(({ path }) => path)).toEqual([
      ['products', 'nodes', 0, 'variants', 0, 'stock'],
    ]);
    expect(refusalsIn(await ask(query, 'catalog'))).toEqual([]);
  });

  it('is refused of a session that begins with this very request', async () => {
    const query = `mutation { login(input: { email: "customer@cardstock.test", password: "Cardstock-demo-1" }) {
      ... on Session { user { email orders(first: 1) { totalCount } } } } }`;
    const answer = await ask(query, 'anonymous');
    expect(refusalsIn(answer).map(({ path }) => path)).toEqual([['login', 'user', 'orders']]);
  });
});
