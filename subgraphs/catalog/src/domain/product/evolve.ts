import type { ProductDetails, VariantDetails } from '../product.ts';
import type { Beginning, ImportedContent, PriceOfSku, ProductEvent, VariantChanges } from './events.ts';
import { editOf, type Product, variantEditOf } from './state.ts';

/** All but the version, which every event raises by one. */
type Content = Omit<Product, 'version'>;

const joined = (known: readonly string[], more: readonly string[]): string[] => [...new Set([...known, ...more])];

const FOR_SALE: Beginning = { status: 'PUBLISHED', categories: [], retired: [] };

type Imported = ImportedContent & { readonly beginning?: Beginning };

const imported = (product: Product | undefined, { details, sourceHash, beginning = FOR_SALE }: Imported): Content => ({
  status: product?.status ?? beginning.status,
  retired: product?.retired ?? beginning.retired,
  categories: product?.categories ?? beginning.categories,
  edited: product?.edited ?? [],
  details,
  sourceHash,
});

const mapVariants = (details: ProductDetails, change: (variant: VariantDetails) => VariantDetails): ProductDetails => ({
  ...details,
  variants: details.variants.map(change),
});

const editsOf = (sku: string, changes: VariantChanges): string[] =>
  (Object.keys(changes) as (keyof VariantChanges)[]).map((field) => variantEditOf(sku, field));

const withVariant = (product: Product, variant: VariantDetails): Content => {
  const others = product.details.variants.filter(({ sku }) => sku !== variant.sku);
  return {
    ...product,
    details: { ...product.details, variants: [...others, variant] },
    retired: product.retired.filter((sku) => sku !== variant.sku),
  };
};

const withPrices = (product: Product, prices: readonly PriceOfSku[]): Content => {
  const bySku = new Map(prices.map(({ sku, price }) => [sku, price]));
  return {
    ...product,
    details: mapVariants(product.details, (variant) => ({
      ...variant,
      price: bySku.get(variant.sku) ?? variant.price,
    })),
    edited: joined(
      product.edited,
      prices.map(({ sku }) => variantEditOf(sku, 'price')),
    ),
  };
};

type Later = Exclude<ProductEvent, { type: 'ProductCreated' | 'ProductRevised' | 'ProductDrafted' }>;

const changed = (product: Product, event: Later): Content => {
  const { details, edited } = product;
  switch (event.type) {
    case 'ProductDetailsChanged': {
      const fields = Object.keys(event.changes) as (keyof typeof event.changes)[];
      return { ...product, details: { ...details, ...event.changes }, edited: joined(edited, fields.map(editOf)) };
    }
    case 'ProductCategorized':
      return { ...product, categories: event.categories };
    case 'VariantAdded':
      return withVariant(product, event.variant);
    case 'VariantChanged': {
      const change = (variant: VariantDetails): VariantDetails =>
        variant.sku === event.sku ? { ...variant, ...event.changes } : variant;
      return {
        ...product,
        details: mapVariants(details, change),
        edited: joined(edited, editsOf(event.sku, event.changes)),
      };
    }
    case 'VariantRetired':
      return { ...product, retired: joined(product.retired, [event.sku]) };
    case 'VariantPricesChanged':
      return withPrices(product, event.prices);
    case 'ProductPublished':
      return { ...product, status: 'PUBLISHED' };
    case 'ProductUnpublished':
    case 'ProductRestored':
      return { ...product, status: 'DRAFT' };
    case 'ProductArchived':
      return { ...product, status: 'ARCHIVED' };
    case 'ProductDeleted':
      return { ...product, status: 'DELETED' };
    case 'ChangeAbandoned':
      return product;
  }
};

const contentAfter = (product: Product | undefined, event: ProductEvent): Content | undefined => {
  switch (event.type) {
    case 'ProductCreated':
    case 'ProductRevised':
      return imported(product, event);
    case 'ProductDrafted': {
      const { details, categories } = event;
      return { status: 'DRAFT', details, categories, retired: [], edited: [], sourceHash: null };
    }
    default:
      return product && changed(product, event);
  }
};

/**
 * The product after one more event; undefined while nothing but abandoned attempts have happened to it. Those have
 * versions, too, so the first event that makes a product need not be of version 1.
 */
export const evolve = (
  product: Product | undefined,
  event: ProductEvent,
  version = (product?.version ?? 0) + 1,
): Product | undefined => {
  const content = contentAfter(product, event);
  return content && { ...content, version };
};
