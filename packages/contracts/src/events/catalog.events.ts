import { z } from 'zod';
import { entityTag, listTag } from '../cache-tags.ts';
import { defineEvent } from '../message.ts';
import { money } from '../money.ts';

/** Prices order and filter lists, and any product may be new in one. */
const LISTS = [listTag('Product'), listTag('Variant')];

const offeredVariant = z.object({ sku: z.string(), title: z.string(), price: money, weightGrams: z.int().positive() });

export const ProductsImported = defineEvent({
  type: 'ProductsImported',
  version: 1,
  publishers: ['catalog'],
  consumers: ['inventory', 'order', 'gateway'],
  description:
    'A page of products that a bulk import created or changed, with the SKUs they are sold as. Subject: the import. ' +
    'Several products share a message so that 78,000 SKUs do not need 78,000 transactions at each subscriber.',
  schema: z.object({
    products: z
      .array(z.object({ productId: z.string(), name: z.string(), variants: z.array(offeredVariant) }))
      .max(500),
  }),
  changes: ({ products }) => [
    ...LISTS,
    ...products.map(({ productId }) => entityTag('Product', productId)),
    ...products.flatMap(({ variants }) => variants.map(({ sku }) => entityTag('Variant', sku))),
  ],
});

export const ProductPriceChanged = defineEvent({
  type: 'ProductPriceChanged',
  version: 1,
  publishers: ['catalog'],
  consumers: ['order', 'gateway'],
  description:
    'A SKU is sold at another price from now on. Title and weight come with it where they are known. Subject: the SKU. ' +
    'What is older than what a subscriber knows changes nothing there: changedAt decides.',
  schema: z.object({
    sku: z.string(),
    title: z.string().optional(),
    price: money,
    weightGrams: z.int().positive().optional(),
    changedAt: z.iso.datetime(),
    /** The product that it is a SKU of, where the sender names it. */
    productId: z.string().optional(),
  }),
  changes: ({ sku, productId }) => [
    ...LISTS,
    entityTag('Variant', sku),
    ...(productId === undefined ? [] : [entityTag('Product', productId)]),
  ],
});
