import { RequiresScopes } from '@cardstock/service';
import { Ctx, Mutation, Resolver } from 'type-graphql';
import type { ChangeProduct } from '../../application/products/change-product.ts';
import type { StatusCommand } from '../../domain/product/decide-status.ts';
import type { CatalogContext } from '../context.ts';
import { ExpectedVersion, ProductId } from './arguments.ts';
import { ProductStatusResult, toProductResult } from './product.result.ts';

@Resolver()
export class ProductStatusResolver {
  constructor(
    private readonly changeProduct: ChangeProduct,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => ProductStatusResult, {
    description: 'Puts a draft on sale: everybody finds it from then on. For staff (scope catalog:write).',
  })
  publishProduct(
    @ProductId() productId: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, 'Publish');
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => ProductStatusResult, {
    description: 'Takes a product off sale and makes it a draft again. For staff (scope catalog:write).',
  })
  unpublishProduct(
    @ProductId() productId: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, 'Unpublish');
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => ProductStatusResult, {
    description:
      'Takes a product out of use. It cannot be changed until it is restored. For staff (scope catalog:write).',
  })
  archiveProduct(
    @ProductId() productId: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, 'Archive');
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => ProductStatusResult, {
    description:
      'Deletes a product. Its history, slug and SKUs stay, since orders refer to them; it can be restored. For staff (scope catalog:write).',
  })
  deleteProduct(
    @ProductId() productId: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, 'Delete');
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => ProductStatusResult, {
    description: 'Makes a draft of a product that was archived or deleted. For staff (scope catalog:write).',
  })
  restoreProduct(
    @ProductId() productId: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, 'Restore');
  }

  async #change(
    { viewer }: CatalogContext,
    { productId, expectedVersion }: { readonly productId: string; readonly expectedVersion: number | null },
    type: StatusCommand,
  ) {
    const change = { productId, expectedVersion: expectedVersion ?? undefined, command: { type } };
    return toProductResult(await this.changeProduct.change({ viewer, at: this.now() }, change));
  }
}
