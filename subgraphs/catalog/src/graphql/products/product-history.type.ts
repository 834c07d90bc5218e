import { connectionOf, DateTime, JSONScalar } from '@cardstock/service';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('ProductChange', { description: 'One change of a product, as it was recorded.' })
export class ProductChangeType {
  @Field(() => Int, { description: 'The version that the product had after it.' })
  version!: number;

  @Field(() => String, { description: 'What happened, such as ProductPublished or VariantPricesChanged.' })
  type!: string;

  @Field(() => String, {
    description: 'Who did it: the id of a user, the name of a service, or import: and its source.',
  })
  actor!: string;

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: Date;

  @Field(() => JSONScalar, { description: 'What changed, by the type of the change.' })
  changes!: Record<string, unknown>;
}

export const ProductChangeConnectionType = connectionOf('ProductChange', () => ProductChangeType);
