import { RequiresScopes } from '@cardstock/service';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { AvailabilityType } from './availability.type.ts';
import { StockLevelType } from './stock-level.type.ts';
import { VariantType } from './variant.type.ts';

@Resolver(() => VariantType)
export class VariantResolver {
  @FieldResolver(() => AvailabilityType, { description: 'How much of it can be sold now.' })
  availability(@Root() { sku }: VariantType, @Ctx() { loaders }: Context) {
    return loaders.availabilityBySku.load(sku);
  }

  @RequiresScopes('stock:read')
  @FieldResolver(() => [StockLevelType], { description: 'Its stock in every warehouse. For staff (scope stock:read).' })
  stock(@Root() { sku }: VariantType, @Ctx() { loaders }: Context) {
    return loaders.stockBySku.load(sku);
  }
}
