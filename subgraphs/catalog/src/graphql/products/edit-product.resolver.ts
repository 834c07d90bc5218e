import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { ChangeProduct } from '../../application/products/change-product.ts';
import type { OwnDetails } from '../../domain/product/events.ts';
import type { CatalogContext } from '../context.ts';
import { ExpectedVersion, ProductId } from './arguments.ts';
import { CreateProductInput, UpdateProductInput } from './product.input.ts';
import { CreateProductResult, EditProductResult, toProductResult } from './product.result.ts';
import { toChanges, toCreateCommand } from './to-command.ts';

@Resolver()
export class EditProductResolver {
  constructor(
    private readonly changeProduct: ChangeProduct,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => CreateProductResult, {
    description: 'Makes a product, as a draft that only staff sees. For staff (scope catalog:write).',
  })
  async createProduct(
    @Arg('input', () => CreateProductInput, { description: 'What is said of it.' }) input: CreateProductInput,
    @Ctx() { viewer }: CatalogContext,
  ) {
    return toProductResult(await this.changeProduct.create({ viewer, at: this.now() }, toCreateCommand(input)));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => EditProductResult, {
    description:
      'Changes what is said of a product. An import leaves alone what was changed so. For staff (scope catalog:write).',
  })
  async updateProduct(
    @ProductId() productId: string,
    @Arg('input', () => UpdateProductInput, { description: 'The changes.' }) input: UpdateProductInput,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const command = { type: 'UpdateDetails', changes: toChanges<Partial<OwnDetails>>(input) } as const;
    const change = { productId, expectedVersion: expectedVersion ?? undefined, command };
    return toProductResult(await this.changeProduct.change({ viewer, at: this.now() }, change));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => EditProductResult, {
    description: 'Assigns a product to these categories and to no others. For staff (scope catalog:write).',
  })
  async assignProductCategories(
    @ProductId() productId: string,
    @Arg('categoryIds', () => [ID], { description: 'The categories, at most 50.' }) categoryIds: string[],
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const command = { type: 'AssignCategories', categories: categoryIds } as const;
    const change = { productId, expectedVersion: expectedVersion ?? undefined, command };
    return toProductResult(await this.changeProduct.change({ viewer, at: this.now() }, change));
  }
}
