import { createHash } from 'node:crypto';
import { normalCodes } from './find-promotions.ts';
import type { PlaceOrderRequest } from './requests.ts';

/** The same text for the same value, whatever the order its fields were written in; what is undefined is not there. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, field]) => [name, canonical(field)]),
  );
};

/** What an idempotency key is tied to: everything in the request but the key. Ids and codes in any case are the same. */
export const hashBody = ({ idempotencyKey: _key, ...body }: PlaceOrderRequest): string => {
  const same = {
    ...body,
    cartId: body.cartId?.toLowerCase(),
    quoteId: body.quoteId?.toLowerCase(),
    promotionCodes: body.promotionCodes && normalCodes(body.promotionCodes),
  };
  return createHash('sha256')
    .update(JSON.stringify(canonical(same)))
    .digest('hex');
};
