import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { ChangeCategories } from '../../application/categories/change-categories.ts';
import type { CatalogContext } from '../context.ts';
import {
  DeleteCategoryResult,
  MoveCategoryResult,
  SaveCategoryResult,
  toCategoryResult,
  toDeleteCategoryResult,
} from './category-change.result.ts';

const ParentId = (): ParameterDecorator =>
  Arg('parentId', () => ID, {
    nullable: true,
    description: 'The category that it is to be below; at the top where none is given.',
  }) as ParameterDecorator;
const Place = (): ParameterDecorator =>
  Arg('place', () => Int, {
    nullable: true,
    description: 'Its place among its siblings, from 0; the last where none is given.',
  }) as ParameterDecorator;

@Resolver()
export class CategoryChangeResolver {
  constructor(
    private readonly changeCategories: ChangeCategories,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => SaveCategoryResult, { description: 'Makes a category. For staff (scope catalog:write).' })
  async createCategory(
    @Arg('name', () => String, { description: 'Name for people. At most 100 characters.' }) name: string,
    @Arg('slug', () => String, { description: 'Unique name for URLs.' }) slug: string,
    @ParentId() parentId: string | null,
    @Place() place: number | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const wanted = { name, slug, parentId: parentId ?? null, place: place ?? undefined };
    return toCategoryResult(await this.changeCategories.create({ viewer, at: this.now() }, wanted));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => SaveCategoryResult, {
    description: 'Gives a category another name or slug. For staff (scope catalog:write).',
  })
  async renameCategory(
    @Arg('id', () => ID, { description: 'The category.' }) id: string,
    @Arg('name', () => String, { nullable: true, description: 'Its new name; stays where none is given.' }) name:
      | string
      | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its new slug; stays where none is given.' }) slug:
      | string
      | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const names = { name: name ?? undefined, slug: slug ?? undefined };
    return toCategoryResult(await this.changeCategories.rename({ viewer, at: this.now() }, id, names));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => MoveCategoryResult, {
    description: 'Moves a category with all below it, in one step. For staff (scope catalog:write).',
  })
  async moveCategory(
    @Arg('id', () => ID, { description: 'The category.' }) id: string,
    @ParentId() parentId: string | null,
    @Place() place: number | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const spot = { parentId: parentId ?? null, place: place ?? undefined };
    return toCategoryResult(await this.changeCategories.move({ viewer, at: this.now() }, id, spot));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => DeleteCategoryResult, {
    description:
      'Deletes a category that is empty, or says where its children and products go. For staff (scope catalog:write).',
  })
  async deleteCategory(
    @Arg('id', () => ID, { description: 'The category.' }) id: string,
    @Arg('reassignTo', () => ID, {
      nullable: true,
      description: 'The category that its children and products go to, all in one step.',
    })
    reassignTo: string | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const request = { viewer, at: this.now() };
    return toDeleteCategoryResult(id, await this.changeCategories.remove(request, id, reassignTo ?? undefined));
  }
}
