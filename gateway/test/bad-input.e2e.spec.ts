import { randomUUID } from 'node:crypto';
import { type E2ePlatform, e2ePlatform } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';

const PLACE = `mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on PlaceOrderSuccess { order { id } } ... on DomainError { code message } } }`;
const ADDRESS = { name: 'Casey', line1: '1 Rathe Road', city: 'Metrix', postalCode: '10001', countryCode: 'US' };
const orderOf = (lines: unknown, more: object = {}) => ({
  query: PLACE,
  variables: {
    input: {
      idempotencyKey: randomUUID(),
      lines,
      shippingAddress: ADDRESS,
      payment: { method: 'card', token: 'pm_card_visa' },
      ...more,
    },
  },
});

let platform: E2ePlatform;
let customer: string;
let sku: string;

beforeAll(async () => {
  platform = e2ePlatform();
  customer = await platform.logIn('customer');
  const { data } = await platform.ask<{ products: { nodes: { variants: { sku: string }[] }[] } }>({
    query: '{ products(filter: { inStock: true }, first: 1) { nodes { variants { sku } } } }',
  });
  sku = data.products.nodes[0]?.variants[0]?.sku ?? '';
});

const codeOf = async (question: Parameters<E2ePlatform['ask']>[0], token?: string) => {
  const answer = await platform.ask<unknown>(question, token);
  expect(JSON.stringify(answer)).not.toMatch(/node_modules|at .*\.(ts|js):\d+|stacktrace/);
  return answer.errors?.[0]?.extensions.code;
};

describe('a client that asks wrongly is told what is wrong, and nothing of our insides', () => {
  it('an unknown SKU is refused by name', async () => {
    const { data } = await platform.ask<{ placeOrder: { code: string } }>(
      orderOf([{ sku: 'NO-SUCH-CARD', quantity: 1 }]),
      customer,
    );
    expect(data.placeOrder).toMatchObject({ __typename: 'UnknownSku' });
  });

  it.each([0, -1, 1_000_000])('a quantity of %d is bad input', async (quantity) => {
    expect(await codeOf(orderOf([{ sku, quantity }]), customer)).toBe('BAD_USER_INPUT');
  });

  it('an order of nothing is bad input', async () => {
    expect(await codeOf(orderOf([]), customer)).toBe('BAD_USER_INPUT');
  });

  it('a quantity that is no number never reaches a subgraph', async () => {
    expect(await codeOf(orderOf([{ sku, quantity: 'many' }]), customer)).toBe('BAD_USER_INPUT');
  });

  it('a malformed token is not taken for nobody', async () => {
    expect(await codeOf({ query: '{ me { id } }' }, 'not.a.token')).toBe('UNAUTHENTICATED');
  });

  it('placing an order needs a login', async () => {
    expect(await codeOf(orderOf([{ sku, quantity: 1 }]))).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('malformed GraphQL is a parse error', async () => {
    expect(await codeOf({ query: '{ products(' })).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('a field that does not exist is a validation error', async () => {
    expect(await codeOf({ query: '{ products { secrets } }' })).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('a subgraph refuses whoever is not the gateway', async () => {
    const reply = await fetch(`http://127.0.0.1:${platform.env['ORDER_PORT']}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ orders { totalCount } }' }),
    });
    expect(reply.status).toBe(401);
  });
});

describe("another customer's order", () => {
  let stranger: string;
  let orderId: string;

  beforeAll(async () => {
    const { data } = await platform.ask<{ placeOrder: { order: { id: string } } }>(
      orderOf([{ sku, quantity: 1 }]),
      customer,
    );
    orderId = data.placeOrder.order.id;
    const query = 'mutation($input: RegisterInput!) { register(input: $input) { ... on Session { accessToken } } }';
    const input = { email: `${randomUUID()}@example.test`, password: 'A-long-enough-1', displayName: 'Stranger' };
    const registered = await platform.ask<{ register: { accessToken: string } }>({ query, variables: { input } });
    stranger = registered.data.register.accessToken;
  });

  it('does not exist for a stranger', async () => {
    const { data } = await platform.ask<{ order: unknown }>(
      { query: 'query($id: ID!) { order(id: $id) { id } }', variables: { id: orderId } },
      stranger,
    );
    expect(data.order).toBeNull();
  });

  it('cannot be followed by a stranger', async () => {
    const query = 'subscription($orderId: ID!) { orderStatusChanged(orderId: $orderId) { status } }';
    const attempt = async () => {
      for await (const event of platform.follow({ query, variables: { orderId } }, stranger))
        if (event.errors) throw event.errors;
    };
    await expect(attempt()).rejects.toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'NOT_FOUND' }) }),
    ]);
  });

  it('cannot be cancelled by a stranger', async () => {
    const query = 'mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    const { data } = await platform.ask<{ cancelOrder: unknown }>(
      { query, variables: { input: { orderId, reason: 'mine now' } } },
      stranger,
    );
    expect(data.cancelOrder).toEqual({ __typename: 'OrderNotFound' });
  });

  it('is seen by support', async () => {
    const support = await platform.logIn('support');
    const { data } = await platform.ask<{ order: unknown }>(
      { query: 'query($id: ID!) { order(id: $id) { id } }', variables: { id: orderId } },
      support,
    );
    expect(data.order).toEqual({ id: orderId });
  });
});
