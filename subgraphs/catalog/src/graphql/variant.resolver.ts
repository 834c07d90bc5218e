import { badUserInput, CachedWithParent, DateTime, neverStore } from '@cardstock/service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { seesUnlisted } from '../application/access.ts';
import type { CatalogContext } from './context.ts';
import { toPricePointType, toProductType, toVariantType } from './mapping.ts';
import { PricePointType, ProductType, VariantType } from './product.type.ts';

const MOST_PRICES = 1_000;

@Resolver(() => VariantType)
export class VariantResolver {
  @Query(() => VariantType, {
    nullable: true,
    description: 'One SKU that is sold; staff (scope catalog:write) finds the others, too.',
  })
  async variant(
    @Arg('sku', () => ID, { description: 'Its SKU.' }) sku: string,
    @Ctx() { loaders, viewer }: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VariantType | null> {
    const found = await loaders.variantBySku.load(sku);
    if (found?.isOnSale) return toVariantType(found);
    // Also where it is not known: staff may make one that only staff sees.
    if (found || seesUnlisted(viewer)) neverStore(info);
    return found && seesUnlisted(viewer) ? toVariantType(found) : null;
  }

  @FieldResolver(() => ProductType, { description: 'The product that it is a variant of.' })
  async product(
    @Root() { productId, ownProduct }: VariantType,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<ProductType | null> {
    if (ownProduct) return ownProduct;
    const found = await loaders.productById.load(productId);
    return found && toProductType(found);
  }

  @CachedWithParent()
  @FieldResolver(() => [PricePointType], {
    description: 'Its prices over time, oldest first. To read on, ask from the `changedAt` of the last one.',
  })
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
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: MOST_PRICES,
      description: 'How many, 1 to 1000.',
    })
    first: number | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<PricePointType[]> {
    if (from && to && from > to) throw badUserInput({ field: 'from', message: 'must not be after `to`' });
    const limit = first ?? MOST_PRICES;
    if (limit < 1 || limit > MOST_PRICES)
      throw badUserInput({ field: 'first', message: `must be between 1 and ${MOST_PRICES}` });
    const range = { sku, from: from ?? null, to: to ?? null, limit };
    return (await loaders.pricesInRange.load(range)).map(toPricePointType);
  }
}
