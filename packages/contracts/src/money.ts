import { z } from 'zod';

/** Amount in minor units (cents) and ISO 4217 currency. */
export const money = z.object({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof money>;

/** The currency of the marketplace's own prices. */
export const CURRENCY = 'USD';

/** An amount of minor units in the marketplace's currency. */
export const inMarketCurrency = (amount: number): Money => ({ amount, currency: CURRENCY });
