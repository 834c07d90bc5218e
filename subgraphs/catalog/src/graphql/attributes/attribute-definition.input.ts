import { Field, ID, InputType } from 'type-graphql';
import type { AttributeType } from '../../domain/attributes/definition.ts';
import type { ProductKind } from '../../domain/product.ts';
import { ProductKindEnum } from '../product.enums.ts';
import { AttributeTypeEnum } from './attribute-definition.type.ts';

/** What a field may hold is checked where the definition is saved. */
@InputType('AttributeDefinitionInput', { description: 'What staff may say of products under one name.' })
export class AttributeDefinitionInput {
  @Field(() => String, {
    description: 'The key in Product.attributes: at most 100 letters, digits and _, beginning with a letter.',
  })
  name!: string;

  @Field(() => String, { description: 'Name for people. At most 100 characters.' })
  label!: string;

  @Field(() => AttributeTypeEnum, { description: 'What values it has.' })
  type!: AttributeType;

  @Field(() => [String], { defaultValue: [], description: 'For texts: the only values; any where there are none.' })
  allowedValues!: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether a product whose attributes are edited must have a value.',
  })
  isRequired!: boolean;

  @Field(() => [ProductKindEnum], {
    defaultValue: [],
    description: 'The kinds of products that have it; all where there are none.',
  })
  kinds!: ProductKind[];

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Ids of the categories whose products have it; all where there are none.',
  })
  categoryIds!: string[];
}
