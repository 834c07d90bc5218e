import { badUserInput, CachedWithParent, DateTime } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { CatalogContext } from './context.ts';
import { toPricePointType, toProductType, toVariantType } from './mapping.ts';
import { PricePointType, ProductType, VariantType } from './product.type.ts';

@Resolver(() => VariantType)
export class VariantResolver {
  @Query(() => VariantType, { nullable: true, description: 'One SKU.' })
  async variant(
    @Arg('sku', () => ID, { description: 'Its SKU.' }) sku: string,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<VariantType | null> {
    const found = await loaders.variantBySku.load(sku);
    return found && toVariantType(found);
  }

  @FieldResolver(() => ProductType, { description: 'The product that it is a variant of.' })
  async product(@Root() { productId }: VariantType, @Ctx() { loaders }: CatalogContext): Promise<ProductType | null> {
    const found = await loaders.productById.load(productId);
    return found && toProductType(found);
  }

  @CachedWithParent()
  @FieldResolver(() => [PricePointType], { description: 'Its prices over time, oldest first.' })
  async priceHistory(
    @Root() { sku }: VariantType,
    @Arg('from', () => DateTime, {
      nullable: true,
      description: 'Only prices that came into force at or after this moment.',
    })
    from: Date | null,
    @Arg('to', () => DateTime, {
      nullable: true,
      description: 'Only prices that came into force at or before this moment.',
    })
    to: Date | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<PricePointType[]> {
    if (from && to && from > to) throw badUserInput({ field: 'from', message: 'must not be after `to`' });
    return (await loaders.pricesInRange.load({ sku, from: from ?? null, to: to ?? null })).map(toPricePointType);
  }
}
