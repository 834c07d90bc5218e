import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/** What a benchmark asks of the gateway, over connections that stay open. */
export interface Client {
  ask<Data>(query: string, variables: object, token?: string): Promise<Data>;
  close(): Promise<void>;
}

export const makeClient = (url: string, connections: number): Client => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  return {
    ask: async <Data>(query: string, variables: object, token?: string): Promise<Data> => {
      const { body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await body.json()) as { data?: Data; errors?: unknown };
      if (!answer.data || answer.errors) throw new Error(`the gateway answered ${JSON.stringify(answer)}`);
      return answer.data;
    },
    close: () => pool.close(),
  };
};

const LOGIN =
  'mutation($input: LoginInput!) { login(input: $input) { ... on Session { accessToken } ... on DomainError { code } } }';
const REGISTER =
  'mutation($input: RegisterInput!) { register(input: $input) { ... on Session { accessToken } ... on DomainError { code } } }';
const PASSWORD = 'Cardstock-demo-1';

export const logIn = async (client: Client, name: string): Promise<string> => {
  const input = { email: `${name}@cardstock.test`, password: PASSWORD };
  return (await client.ask<{ login: { accessToken: string } }>(LOGIN, { input })).login.accessToken;
};

/** New customers, each with a token. */
export const registerBuyers = async (client: Client, count: number): Promise<string[]> => {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const input = { email: `buyer-${index}-${randomUUID()}@cardstock.test`, password: PASSWORD, displayName: 'Buyer' };
    tokens.push((await client.ask<{ register: { accessToken: string } }>(REGISTER, { input })).register.accessToken);
  }
  return tokens;
};

const SKUS = '{ products(first: 50) { nodes { variants { sku price { amount } stock { warehouse { id } } } } } }';
const ADJUST =
  'mutation($input: AdjustStockInput!) { adjustStock(input: $input) { __typename ... on DomainError { code message } } }';

interface SkuAnswer {
  readonly products: {
    readonly nodes: readonly {
      readonly variants: readonly {
        readonly sku: string;
        readonly stock: readonly { readonly warehouse: { readonly id: string } }[];
      }[];
    }[];
  };
}

/** SKUs with so much stock that none of them ends during a benchmark. */
export const stockUp = async (client: Client, count: number, pieces: number): Promise<string[]> => {
  const token = await logIn(client, 'warehouse');
  const { products } = await client.ask<SkuAnswer>(SKUS, {}, token);
  const variants = products.nodes.flatMap((product) => product.variants).filter(({ stock }) => stock.length > 0);
  const chosen = variants.slice(0, count);
  for (const { sku, stock } of chosen) {
    const input = { sku, warehouseId: stock[0]?.warehouse.id, delta: pieces, reason: 'benchmark' };
    await client.ask(ADJUST, { input }, token);
  }
  return chosen.map(({ sku }) => sku);
};

const PLACE = `mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) { __typename ... on PlaceOrderSuccess { order { id number status } } ... on DomainError { code message } } }`;

/** Places an order of two lines and returns its id. Throws where it is refused. */
export const placeOrder = async (client: Client, token: string, skus: readonly [string, string]): Promise<string> => {
  const input = {
    idempotencyKey: randomUUID(),
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
    shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Reno', postalCode: '89501', countryCode: 'US' },
    payment: { method: 'card', token: 'pm_card_visa' },
  };
  type Placed = { placeOrder: { order?: { id: string } } };
  const { placeOrder: placed } = await client.ask<Placed>(PLACE, { input }, token);
  if (!placed.order) throw new Error(`an order was refused: ${JSON.stringify(placed)}`);
  return placed.order.id;
};
