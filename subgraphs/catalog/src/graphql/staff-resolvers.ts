import type { ChangeAttributes } from '../application/attributes/change-attributes.ts';
import type { ChangeCategories } from '../application/categories/change-categories.ts';
import type { ChangeProduct } from '../application/products/change-product.ts';
import type { ReadChanges } from '../application/read-changes.ts';
import type { AttributeDefinition } from '../domain/attributes/definition.ts';
import type { DefinitionChange } from '../domain/attributes/definition-change.ts';
import type { TreeChange } from '../domain/categories/tree-change.ts';
import { AttributeDefinitionResolver } from './attributes/attribute-definition.resolver.ts';
import { AttributeHistoryResolver } from './attributes/attribute-history.resolver.ts';
import { CategoryChangeResolver } from './categories/category-change.resolver.ts';
import { CategoryHistoryResolver } from './categories/category-history.resolver.ts';
import { BulkPricesResolver } from './prices/bulk/bulk-prices.resolver.ts';
import { type PriceApplication, PriceResolver } from './prices/price.resolver.ts';
import { EditProductResolver } from './products/edit-product.resolver.ts';
import { EditVariantResolver } from './products/edit-variant.resolver.ts';
import { ProductHistoryResolver } from './products/product-history.resolver.ts';
import { ProductStatusResolver } from './products/product-status.resolver.ts';

/** The part of the schema that staff uses. */
export const staffResolvers = [
  EditProductResolver,
  EditVariantResolver,
  PriceResolver,
  BulkPricesResolver,
  ProductStatusResolver,
  ProductHistoryResolver,
  CategoryChangeResolver,
  CategoryHistoryResolver,
  AttributeDefinitionResolver,
  AttributeHistoryResolver,
] as const;

export interface StaffApplication {
  readonly prices: PriceApplication;
  readonly changeProduct: ChangeProduct;
  readonly changeCategories: ChangeCategories;
  readonly readCategoryChanges: ReadChanges<TreeChange>;
  readonly changeAttributes: ChangeAttributes;
  readonly readDefinitionChanges: ReadChanges<DefinitionChange>;
  listDefinitions(): Promise<readonly AttributeDefinition[]>;
  now(): Date;
}

export const makeStaffResolvers = (app: StaffApplication): readonly (readonly [unknown, object])[] => [
  [EditProductResolver, new EditProductResolver(app.changeProduct, app.now)],
  [EditVariantResolver, new EditVariantResolver(app.changeProduct, app.now)],
  [PriceResolver, new PriceResolver(app.prices, app.now)],
  [BulkPricesResolver, new BulkPricesResolver(app.prices.bulkPrices, app.now)],
  [ProductStatusResolver, new ProductStatusResolver(app.changeProduct, app.now)],
  [ProductHistoryResolver, new ProductHistoryResolver()],
  [CategoryChangeResolver, new CategoryChangeResolver(app.changeCategories, app.now)],
  [CategoryHistoryResolver, new CategoryHistoryResolver(app.readCategoryChanges)],
  [AttributeHistoryResolver, new AttributeHistoryResolver(app.readDefinitionChanges)],
  [AttributeDefinitionResolver, new AttributeDefinitionResolver(app.changeAttributes, app.listDefinitions, app.now)],
];
