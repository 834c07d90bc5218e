import { connectionOf, DateTime, JSONScalar } from '@cardstock/service';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ProductEventType } from '../../domain/product/events.ts';

const TYPES: Readonly<Record<ProductEventType, string>> = {
  ProductCreated: 'an import brought it',
  ProductRevised: 'an import brought it again with other content',
  ProductDrafted: 'staff made it',
  ProductDetailsChanged: 'what is said of it was changed',
  ProductCategorized: 'it was assigned to categories',
  VariantAdded: 'a SKU was added',
  VariantChanged: 'what is said of a SKU was changed',
  VariantRetired: 'a SKU was taken off sale for good',
  VariantPricesChanged: 'SKUs were given other prices',
  ProductPublished: 'it was put on sale',
  ProductUnpublished: 'it was made a draft again',
  ProductArchived: 'it was taken out of use',
  ProductDeleted: 'it was deleted',
  ProductRestored: 'it was restored, as a draft',
  ChangeAbandoned: 'nothing: somebody who wanted to change it vanished',
};
const MEANINGS = Object.entries(TYPES).map(([type, meaning]) => `${type} (${meaning})`);

@ObjectType('ProductChange', { description: 'One change of a product, as it was recorded.' })
export class ProductChangeType {
  @Field(() => Int, { description: 'The version that the product had after it.' })
  version!: number;

  @Field(() => String, { description: `What happened: ${MEANINGS.join(', ')}.` })
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
