import { e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, expect, it } from '@jest/globals';

const platform = e2ePlatform();
let manager: string;
let customer: string;
let sku: string;
let before: number;

interface Priced {
  readonly price: { readonly amount: number };
}
interface Line {
  readonly unitPrice: { readonly amount: number };
  readonly priceChangedFrom: { readonly amount: number } | null;
  readonly variant: { readonly sku: string };
}

beforeAll(async () => {
  [manager, customer] = await Promise.all([platform.logIn('catalog'), platform.logIn('customer')]);
  const query =
    '{ products(filter: { inStock: true }, first: 1) { nodes { variants { sku price { amount } availability { available } } } } }';
  const { data } = await platform.ask<{
    products: { nodes: { variants: (Priced & { sku: string; availability: { available: number } })[] }[] };
  }>({ query });
  const stocked = data.products.nodes[0]?.variants.find(({ availability }) => availability.available > 0);
  sku = stocked?.sku ?? '';
  before = stocked?.price.amount ?? 0;
});

const priceAtGateway = async (): Promise<number | undefined> => {
  const query = 'query ($sku: ID!) { variant(sku: $sku) { price { amount } } }';
  return (await platform.ask<{ variant: Priced }>({ query, variables: { sku } })).data.variant.price.amount;
};
const cartLine = async (id: string): Promise<Line | undefined> => {
  const query =
    'query ($id: ID!) { cart(id: $id) { lines { unitPrice { amount } priceChangedFrom { amount } variant { sku } } } }';
  const { data } = await platform.ask<{ cart: { lines: Line[] } }>({ query, variables: { id } }, customer);
  return data.cart.lines.find(({ variant }) => variant.sku === sku);
};
const addToCart = async (): Promise<string> => {
  const query = 'mutation ($input: AddToCartInput!) { addToCart(input: $input) { ... on Cart { id } } }';
  const variables = { input: { sku, quantity: 1 } };
  return (await platform.ask<{ addToCart: { id: string } }>({ query, variables }, customer)).data.addToCart.id;
};
const changePrice = (amount: number) =>
  platform.ask<{ changePrice: { __typename: string } }>(
    {
      query:
        'mutation ($sku: ID!, $amount: Int!) { changePrice(sku: $sku, price: { amount: $amount, currency: "USD" }) { __typename } }',
      variables: { sku, amount },
    },
    manager,
  );

it('a price that staff changes is seen at the gateway at once, and in carts that are open', async () => {
  expect(await priceAtGateway()).toBe(before);
  const cartId = await addToCart();
  expect((await cartLine(cartId))?.unitPrice.amount).toBe(before);
  expect((await changePrice(before + 111)).data.changePrice.__typename).toBe('ProductSaved');
  await eventually(async () => expect(await priceAtGateway()).toBe(before + 111), { withinMs: 5_000 });
  await eventually(
    async () =>
      expect(await cartLine(cartId)).toMatchObject({
        unitPrice: { amount: before + 111 },
        priceChangedFrom: { amount: before },
      }),
    { withinMs: 5_000 },
  );
  expect((await changePrice(before)).data.changePrice.__typename).toBe('ProductSaved');
});
