import { z } from 'zod';
import { defineEvent } from '../message.ts';
import { money } from '../money.ts';

const offeredVariant = z.object({ sku: z.string(), title: z.string(), price: money, weightGrams: z.int().positive() });

export const ProductsImported = defineEvent({
  type: 'ProductsImported',
  version: 1,
  publishers: ['catalog'],
  consumers: ['inventory', 'order'],
  description:
    'A page of products that a bulk import created or changed, with the SKUs they are sold as. Subject: the import. ' +
    'Several products share a message so that 78,000 SKUs do not need 78,000 transactions at each subscriber.',
  schema: z.object({
    products: z
      .array(z.object({ productId: z.string(), name: z.string(), variants: z.array(offeredVariant) }))
      .max(500),
  }),
});

export const ProductPriceChanged = defineEvent({
  type: 'ProductPriceChanged',
  version: 1,
  publishers: ['catalog'],
  consumers: ['order'],
  description:
    'A SKU is sold at another price from now on. Title and weight come with it where they are known. Subject: the SKU. ' +
    'What is older than what a subscriber knows changes nothing there: changedAt decides.',
  schema: z.object({
    sku: z.string(),
    title: z.string().optional(),
    price: money,
    weightGrams: z.int().positive().optional(),
    changedAt: z.iso.datetime(),
  }),
});
