import { z } from 'zod';

/** A SKU and how many pieces of it. */
export const skuQuantity = z.object({ sku: z.string().min(1), quantity: z.int().positive() });
export type SkuQuantity = z.infer<typeof skuQuantity>;

export const address = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  postalCode: z.string(),
  region: z.string().optional(),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
});
export type Address = z.infer<typeof address>;
