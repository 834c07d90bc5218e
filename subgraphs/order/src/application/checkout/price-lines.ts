import { newId, type SkuQuantity } from '@cardstock/contracts';
import type { OrderLine } from '../../domain/order/events.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { FindOffers } from '../ports.ts';
import type { UnknownSkuRefusal } from './checkout-outcomes.ts';

interface OfferedLines {
  readonly lines: readonly OrderLine[];
  readonly weightGrams: number;
}

/** The lines at their prices of now, and what they weigh together. */
export const priceLines = async (
  findOffers: FindOffers,
  wanted: readonly SkuQuantity[],
): Promise<Result<OfferedLines, UnknownSkuRefusal>> => {
  const offers = await findOffers(wanted.map(({ sku }) => sku));
  const unknown = wanted.filter(({ sku }) => !offers.has(sku)).map(({ sku }) => sku);
  if (unknown.length > 0) return refused({ code: 'SKU_UNKNOWN', skus: unknown });
  const lines = wanted.flatMap(({ sku, quantity }): OrderLine[] => {
    const offer = offers.get(sku);
    return offer ? [{ id: newId(), sku, title: offer.title, quantity, unitPrice: offer.price }] : [];
  });
  const weightGrams = wanted.reduce(
    (sum, { sku, quantity }) => sum + (offers.get(sku)?.weightGrams ?? 0) * quantity,
    0,
  );
  return done({ lines, weightGrams });
};
