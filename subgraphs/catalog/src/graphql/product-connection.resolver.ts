import { CachedWithParent } from '@cardstock/service';
import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { FacetType } from './product.type.ts';
import { ProductConnectionType, type ProductPage } from './product-connection.type.ts';

@Resolver(() => ProductConnectionType)
export class ProductConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many products the whole list has.' })
  totalCount(@Root() { matches }: ProductPage): Promise<number> {
    return matches.count();
  }

  @CachedWithParent()
  @FieldResolver(() => [FacetType], { description: 'How the whole list spreads over the values of each filter.' })
  facets(@Root() { matches }: ProductPage): Promise<FacetType[]> {
    return matches.facets();
  }
}
