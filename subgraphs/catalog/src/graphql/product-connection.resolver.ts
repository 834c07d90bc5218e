import { CachedWithParent } from '@cardstock/service';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { FacetType } from './facet.type.ts';
import { ProductConnectionType, type ProductPage } from './product-connection.type.ts';

@Resolver(() => ProductConnectionType)
export class ProductConnectionResolver {
  @CachedWithParent()
  @FieldResolver(() => [FacetType], {
    description:
      'How the list spreads over the values of each filter. A facet does not filter itself: its counts are what each value would find beside the other filters.',
  })
  facets(@Root() { facets }: ProductPage): FacetType[] {
    return facets() as FacetType[];
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What was searched for instead, where nothing at all has the words as typed; null otherwise.',
  })
  correctedQuery(@Root() { correctedQuery }: ProductPage): string | null {
    return correctedQuery ?? null;
  }
}
