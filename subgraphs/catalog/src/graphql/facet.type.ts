import { CachedWithParent } from '@cardstock/service';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType('FacetBucket', { description: 'One value of a facet.' })
export class FacetBucketType {
  @Field(() => String, { description: 'The value, as the filter of the same name takes it.' })
  value!: string;

  @Field(() => Int, { description: 'How many products of this search have it.' })
  count!: number;
}

@Directive('@shareable')
@ObjectType('Facet', { description: 'How the products of a search spread over the values of one filter.' })
export class FacetType {
  @Field(() => String, { description: 'Name of the filter: kind, game, set, rarity, type, condition or foiling.' })
  field!: string;

  @CachedWithParent()
  @Field(() => [FacetBucketType], { description: 'Its values, the most frequent first.' })
  buckets!: FacetBucketType[];
}
