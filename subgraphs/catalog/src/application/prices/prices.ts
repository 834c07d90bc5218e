import { makeBulkPrices } from './bulk/bulk-change-prices.ts';
import { makeChangePrice } from './change-price.ts';
import { listScheduledPrices } from './list-scheduled-prices.ts';
import { makeSchedulePrice } from './schedule-price.ts';

type Parts = Parameters<typeof makeBulkPrices>[0] &
  Parameters<typeof makeChangePrice>[0] &
  Parameters<typeof makeSchedulePrice>[0];

/** What staff does with prices. */
export const makePrices = (parts: Parts) => ({
  changePrice: makeChangePrice(parts),
  schedulePrice: makeSchedulePrice(parts),
  listScheduledPrices,
  bulkPrices: makeBulkPrices(parts),
});
