import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { ProductOutcome } from '../../application/products/handle-product.ts';
import { toContent } from '../../application/products/product-content.ts';
import { toOwnProductType } from '../mapping.ts';
import { ProductType } from '../product.type.ts';
import { toProductRefusal } from './product-refusal.ts';
import {
  IllegalProductStateType,
  IncompleteProductType,
  InvalidAttributeType,
  ProductVersionConflictType,
  SkuTakenType,
  SlugTakenType,
  TooManyVariantsType,
  UnknownCategoryType,
  UnknownProductType,
  UnknownVariantType,
} from './product-refusal.types.ts';

@ObjectType('ProductSaved', { description: 'The product is as it was wanted.' })
export class ProductSavedType {
  @Field(() => ProductType, {
    description: 'The product as it is now. Searches and other domains know it a moment later.',
  })
  product!: ProductType;
}

export const CreateProductResult = createUnionType({
  name: 'CreateProductResult',
  description: 'What became of a new product.',
  types: () =>
    [
      ProductSavedType,
      SlugTakenType,
      SkuTakenType,
      UnknownCategoryType,
      InvalidAttributeType,
      IllegalProductStateType,
    ] as const,
});

export const EditProductResult = createUnionType({
  name: 'EditProductResult',
  description: 'What became of a change of what is said of a product.',
  types: () =>
    [
      ProductSavedType,
      UnknownProductType,
      ProductVersionConflictType,
      IllegalProductStateType,
      SlugTakenType,
      UnknownCategoryType,
      InvalidAttributeType,
    ] as const,
});

export const EditVariantResult = createUnionType({
  name: 'EditVariantResult',
  description: 'What became of a change of the SKUs of a product.',
  types: () =>
    [
      ProductSavedType,
      UnknownProductType,
      ProductVersionConflictType,
      IllegalProductStateType,
      IncompleteProductType,
      SkuTakenType,
      UnknownVariantType,
      TooManyVariantsType,
    ] as const,
});

export const ProductStatusResult = createUnionType({
  name: 'ProductStatusResult',
  description: 'What became of a change of the status of a product.',
  types: () =>
    [
      ProductSavedType,
      UnknownProductType,
      ProductVersionConflictType,
      IllegalProductStateType,
      IncompleteProductType,
    ] as const,
});

/** What became of a command, as a member of the union of its mutation. */
export const toProductResult = (outcome: ProductOutcome) =>
  outcome.ok
    ? Object.assign(new ProductSavedType(), {
        product: toOwnProductType(toContent(outcome.productId, outcome.product)),
      })
    : toProductRefusal(outcome.refusal);
