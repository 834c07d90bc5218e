import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CategoryOutcome } from '../../application/categories/change-categories.ts';
import type { CategoryRefusal } from '../../domain/categories/change-tree.ts';
import { toUnknownCategory } from '../products/product-refusal.ts';
import { UnknownCategoryType } from '../products/product-refusal.types.ts';
import { CategoryType } from './category.type.ts';

@ObjectType('CategorySaved', { description: 'The category is as it was wanted.' })
export class CategorySavedType {
  @Field(() => CategoryType, { description: 'The category as it is now.' })
  category!: CategoryType;
}

@ObjectType('CategoryDeleted', { description: 'The category is gone.' })
export class CategoryDeletedType {
  @Field(() => ID, { description: 'The id that it had.' })
  categoryId!: string;
}

@ObjectType('CategoryCycle', {
  implements: DomainErrorType,
  description: 'A category cannot be below itself; nothing was moved.',
})
class CategoryCycleType extends DomainErrorType {
  @Field(() => ID, { description: 'The category.' })
  categoryId!: string;

  @Field(() => ID, { description: 'Where it was to go: itself, or below it.' })
  parentId!: string;
}

@ObjectType('CategorySlugTaken', {
  implements: DomainErrorType,
  description: 'Another category has this slug; nothing was changed.',
})
class CategorySlugTakenType extends DomainErrorType {
  @Field(() => String, { description: 'The slug.' })
  slug!: string;
}

@ObjectType('CategoryNotEmpty', {
  implements: DomainErrorType,
  description: 'A category that is in use is deleted only when it is said where its children and products go.',
})
class CategoryNotEmptyType extends DomainErrorType {
  @Field(() => Int, { description: 'Categories right below it.' })
  childCount!: number;

  @Field(() => Int, { description: 'Products that are assigned to it.' })
  productCount!: number;
}

@ObjectType('TooManyCategories', { implements: DomainErrorType, description: 'There cannot be more categories.' })
class TooManyCategoriesType extends DomainErrorType {
  @Field(() => Int, { description: 'So many there may be.' })
  most!: number;
}

export const SaveCategoryResult = createUnionType({
  name: 'SaveCategoryResult',
  description: 'What became of a new category, or of its name.',
  types: () => [CategorySavedType, UnknownCategoryType, CategorySlugTakenType, TooManyCategoriesType] as const,
});

export const MoveCategoryResult = createUnionType({
  name: 'MoveCategoryResult',
  description: 'What became of a move in the tree.',
  types: () => [CategorySavedType, UnknownCategoryType, CategoryCycleType] as const,
});

export const DeleteCategoryResult = createUnionType({
  name: 'DeleteCategoryResult',
  description: 'What became of a deletion.',
  types: () => [CategoryDeletedType, UnknownCategoryType, CategoryNotEmptyType, CategoryCycleType] as const,
});

const toRefusal = (refusal: CategoryRefusal) => {
  switch (refusal.code) {
    case 'CATEGORY_UNKNOWN':
      return toUnknownCategory(refusal);
    case 'CATEGORY_CYCLE':
      return Object.assign(new CategoryCycleType(), { message: 'A category cannot be below itself.', ...refusal });
    case 'CATEGORY_SLUG_TAKEN':
      return Object.assign(new CategorySlugTakenType(), { message: 'Another category has this slug.', ...refusal });
    case 'CATEGORY_NOT_EMPTY':
      return Object.assign(new CategoryNotEmptyType(), { message: 'The category is in use.', ...refusal });
    case 'CATEGORIES_FULL':
      return Object.assign(new TooManyCategoriesType(), {
        message: `There are at most ${refusal.most} categories.`,
        ...refusal,
      });
  }
};

export const toCategoryResult = (outcome: CategoryOutcome) =>
  outcome.ok ? Object.assign(new CategorySavedType(), { category: outcome.category }) : toRefusal(outcome.refusal);

export const toDeleteCategoryResult = (categoryId: string, outcome: CategoryOutcome) =>
  outcome.ok ? Object.assign(new CategoryDeletedType(), { categoryId }) : toRefusal(outcome.refusal);
