/** The ways to pay, and the currencies of the orders that each can pay. The provider's own names. */
export const PAYMENT_METHODS = [
  { method: 'card', currencies: ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'CHF', 'JPY', 'PLN', 'SEK'] },
  { method: 'link', currencies: ['USD', 'EUR', 'GBP', 'CAD', 'AUD'] },
] as const satisfies readonly { readonly method: string; readonly currencies: readonly string[] }[];

export const PAYMENT_METHOD_NAMES: readonly string[] = PAYMENT_METHODS.map(({ method }) => method);

/** Whether orders in this currency (ISO 4217) can be paid like that. */
export const canPay = (method: string, currency: string): boolean =>
  PAYMENT_METHODS.some(
    (known) => known.method === method && (known.currencies as readonly string[]).includes(currency),
  );
