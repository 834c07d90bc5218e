import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ChangeAttributes } from '../../application/attributes/change-attributes.ts';
import type { AttributeDefinition } from '../../domain/attributes/definition.ts';
import { categoriesNow } from '../../domain/categories/change-tree.ts';
import type { Category } from '../../domain/categories/tree.ts';
import { CategoryType } from '../categories/category.type.ts';
import type { CatalogContext } from '../context.ts';
import { AttributeDefinitionInput } from './attribute-definition.input.ts';
import {
  DeleteAttributeDefinitionResult,
  SaveAttributeDefinitionResult,
  toDeleteResult,
  toSaveResult,
} from './attribute-definition.result.ts';
import { AttributeDefinitionType } from './attribute-definition.type.ts';

@Resolver(() => AttributeDefinitionType)
export class AttributeDefinitionResolver {
  constructor(
    private readonly changeAttributes: ChangeAttributes,
    private readonly listDefinitions: () => Promise<readonly AttributeDefinition[]>,
    private readonly now: () => Date,
  ) {}

  @Query(() => [AttributeDefinitionType], { description: 'What staff may say of products, by name.' })
  attributeDefinitions(): Promise<readonly AttributeDefinition[]> {
    return this.listDefinitions();
  }

  @FieldResolver(() => [CategoryType], {
    description: 'The categories whose products have it, as they are now; all where there are none in `categoryIds`.',
  })
  async categories(
    @Root() { categoryIds }: AttributeDefinitionType,
    @Ctx() { tree }: CatalogContext,
  ): Promise<readonly Category[]> {
    return categoriesNow(await tree(), categoryIds);
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => SaveAttributeDefinitionResult, {
    description:
      'Defines an attribute, or redefines the one of this name. Values that products have stay. For staff (scope catalog:write).',
  })
  async saveAttributeDefinition(
    @Arg('input', () => AttributeDefinitionInput, { description: 'The definition.' }) input: AttributeDefinitionInput,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const { name, label, type, allowedValues, isRequired, kinds, categoryIds } = input;
    const wanted = { name, label, type, allowedValues, isRequired, kinds, categoryIds };
    return toSaveResult(await this.changeAttributes.save({ viewer, at: this.now() }, wanted));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => DeleteAttributeDefinitionResult, {
    description: 'Deletes a definition; products keep the values that they have. For staff (scope catalog:write).',
  })
  async deleteAttributeDefinition(
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
    @Ctx() { viewer }: CatalogContext,
  ) {
    return toDeleteResult(name, await this.changeAttributes.remove({ viewer, at: this.now() }, name));
  }
}
