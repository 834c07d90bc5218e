import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { ChangeProduct } from '../../application/products/change-product.ts';
import type { ProductCommand } from '../../domain/product/commands.ts';
import type { VariantChanges } from '../../domain/product/events.ts';
import type { CatalogContext } from '../context.ts';
import { ExpectedVersion, ProductId } from './arguments.ts';
import { EditVariantResult, toProductResult } from './product.result.ts';
import { toChanges, toVariantDetails } from './to-command.ts';
import { ChangeVariantInput, NewVariantInput } from './variant.input.ts';

@Resolver()
export class EditVariantResolver {
  constructor(
    private readonly changeProduct: ChangeProduct,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => EditVariantResult, {
    description: 'Adds a SKU to a product, or brings back one that was retired. For staff (scope catalog:write).',
  })
  addVariant(
    @ProductId() productId: string,
    @Arg('input', () => NewVariantInput, { description: 'The SKU.' }) input: NewVariantInput,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(
      context,
      { productId, expectedVersion },
      { type: 'AddVariant', variant: toVariantDetails(input) },
    );
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => EditVariantResult, {
    description: 'Changes what is said of a SKU, its price excepted. For staff (scope catalog:write).',
  })
  changeVariant(
    @ProductId() productId: string,
    @Arg('sku', () => ID, { description: 'The SKU.' }) sku: string,
    @Arg('input', () => ChangeVariantInput, { description: 'The changes.' }) input: ChangeVariantInput,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    const changes = toChanges<VariantChanges>(input);
    return this.#change(context, { productId, expectedVersion }, { type: 'ChangeVariant', sku, changes });
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => EditVariantResult, {
    description:
      'Takes a SKU off sale for good. Its stock and old orders stay; a product for sale keeps at least one. For staff (scope catalog:write).',
  })
  retireVariant(
    @ProductId() productId: string,
    @Arg('sku', () => ID, { description: 'The SKU.' }) sku: string,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() context: CatalogContext,
  ) {
    return this.#change(context, { productId, expectedVersion }, { type: 'RetireVariant', sku });
  }

  async #change(
    { viewer }: CatalogContext,
    { productId, expectedVersion }: { readonly productId: string; readonly expectedVersion: number | null },
    command: ProductCommand,
  ) {
    const change = { productId, expectedVersion: expectedVersion ?? undefined, command };
    return toProductResult(await this.changeProduct.change({ viewer, at: this.now() }, change));
  }
}
