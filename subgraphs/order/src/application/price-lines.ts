import { newId, type SkuQuantity } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import type { OrderLine } from '../domain/events.ts';
import { MAX_TOTAL, totalsOf } from '../domain/pricing.ts';
import { done, type PlaceOrderRefusal, type Result, refused } from './outcomes.ts';
import type { FindOffers } from './ports.ts';

type Priced = Result<readonly OrderLine[], PlaceOrderRefusal>;

/** Prices the lines as of now, and compares the total with the one that the customer saw. */
export const priceLines = async (
  findOffers: FindOffers,
  wanted: readonly SkuQuantity[],
  expectedTotal: number | undefined,
): Promise<Priced> => {
  const offers = await findOffers(wanted.map(({ sku }) => sku));
  const unknown = wanted.filter(({ sku }) => !offers.has(sku)).map(({ sku }) => sku);
  if (unknown.length > 0) return refused({ code: 'SKU_UNKNOWN', skus: unknown });
  const lines = wanted.flatMap(({ sku, quantity }): OrderLine[] => {
    const offer = offers.get(sku);
    return offer ? [{ id: newId(), sku, title: offer.title, quantity, unitPrice: offer.price }] : [];
  });
  const actualTotal = totalsOf(lines).grandTotal.amount;
  if (expectedTotal !== undefined && expectedTotal !== actualTotal) {
    return refused({ code: 'PRICE_CHANGED', expectedTotal, actualTotal });
  }
  if (actualTotal <= MAX_TOTAL) return done(lines);
  throw badUserInput({ field: 'input.lines', message: `may cost at most ${MAX_TOTAL} in all` });
};
