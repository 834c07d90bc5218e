import { askOnce } from './client.ts';
import type { Buyer } from './journal.ts';

const ADD = `mutation AddToCart($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on Cart { id } ... on DomainError { code } }
}`;

interface Added {
  readonly addToCart: { readonly id?: string; readonly code?: string };
}

/** Puts one piece of each SKU into the buyer's cart, all at once. Returns the cart's id where any of it got through. */
export const fillCart = async (
  gatewayUrl: string,
  buyer: Buyer,
  skus: readonly string[],
): Promise<string | undefined> => {
  const answers = await Promise.allSettled(
    skus.map((sku) =>
      askOnce<Added | null>(gatewayUrl, { query: ADD, variables: { input: { sku, quantity: 1 } } }, buyer.accessToken),
    ),
  );
  return answers
    .map((answer) => (answer.status === 'fulfilled' ? answer.value.data?.addToCart?.id : undefined))
    .find(Boolean);
};
