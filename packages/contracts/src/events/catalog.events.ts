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

const productChange = z.object({
  productId: z.string(),
  version: z.int().positive(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(['DRAFT', 'PUBLISHED', 'ARCHIVED', 'DELETED']),
  /** All that it ever was sold as; `isOnSale` is false for a draft, for what was withdrawn, and for a SKU that was retired. */
  variants: z.array(offeredVariant.extend({ isOnSale: z.boolean() })),
  /** The SKUs that are new with this change. */
  addedSkus: z.array(z.string()),
});
type ProductChange = z.infer<typeof productChange>;

const changesOf = ({ productId, variants }: ProductChange): string[] => [
  ...LISTS,
  entityTag('Product', productId),
  ...variants.map(({ sku }) => entityTag('Variant', sku)),
];

export const ProductCreated = defineEvent({
  type: 'ProductCreated',
  version: 1,
  publishers: ['catalog'],
  consumers: ['inventory', 'gateway'],
  description:
    'Staff made a new product: a draft, which can be stocked and not yet be bought. Subject: the product. ' +
    'Products of a bulk import are told of by ProductsImported instead.',
  schema: productChange,
  changes: changesOf,
});

export const ProductUpdated = defineEvent({
  type: 'ProductUpdated',
  version: 1,
  publishers: ['catalog'],
  consumers: ['inventory', 'order', 'gateway'],
  description:
    'A product is another than it was: its text, SKUs, prices, categories, or whether it is for sale. Carries it as it is now. ' +
    'Subject: the product; the sequence is its version. Inventory is told of new SKUs only.',
  schema: productChange,
  isWantedBy: (consumer, { addedSkus }) => consumer !== 'inventory' || addedSkus.length > 0,
  changes: changesOf,
});

export const ProductDeleted = defineEvent({
  type: 'ProductDeleted',
  version: 1,
  publishers: ['catalog'],
  consumers: ['order', 'gateway'],
  description:
    'A product was deleted: none of its SKUs can be bought any more. Its history, stock and old orders stay. Staff may restore it, ' +
    'which ProductUpdated tells. Subject: the product.',
  schema: productChange,
  changes: changesOf,
});

const categoryChange = z.object({
  categoryId: z.string(),
  kind: z.enum(['CREATED', 'RENAMED', 'MOVED', 'DELETED']),
  /** As it is after the change; null where it was deleted. */
  category: z.object({ name: z.string(), slug: z.string(), parentId: z.string().nullable() }).nullable(),
  /** The category that it was below before; null where it was at the top, or not there. */
  formerParentId: z.string().nullable(),
  /** Where the children and products of a deleted category went. */
  reassignedTo: z.string().nullable(),
});

export const CategoriesChanged = defineEvent({
  type: 'CategoriesChanged',
  version: 1,
  publishers: ['catalog'],
  consumers: ['gateway'],
  description:
    'Staff changed the tree of categories: what was done, in its order. Subject: the tree; the sequence is its version after it.',
  schema: z.object({ version: z.int().positive(), changes: z.array(categoryChange).min(1).max(500) }),
  changes: ({ changes }) => {
    const shown = changes.flatMap(({ categoryId, category, formerParentId, reassignedTo }) => {
      return [categoryId, category?.parentId, formerParentId, reassignedTo].filter((id) => typeof id === 'string');
    });
    return [listTag('Category'), ...[...new Set(shown)].map((id) => entityTag('Category', id))];
  },
});
