import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ATTRIBUTE_TYPES, type AttributeType } from '../../domain/attributes/definition.ts';
import type { ProductKind } from '../../domain/product.ts';
import { enumOf } from '../enum.ts';
import { ProductKindEnum } from '../product.enums.ts';

export const AttributeTypeEnum = enumOf(ATTRIBUTE_TYPES);
registerEnumType(AttributeTypeEnum, {
  name: 'AttributeType',
  description: 'What values an attribute has.',
  valuesConfig: {
    TEXT: { description: 'A text.' },
    TEXT_LIST: { description: 'A list of texts.' },
    NUMBER: { description: 'A number.' },
    BOOLEAN: { description: 'true or false.' },
  },
});

@ObjectType('AttributeDefinition', { description: 'What staff may say of products under one name.' })
export class AttributeDefinitionType {
  @Field(() => String, {
    description: 'The key in Product.attributes: at most 100 letters, digits and _, beginning with a letter.',
  })
  name!: string;

  @Field(() => String, { description: 'Name for people. At most 100 characters.' })
  label!: string;

  @Field(() => AttributeTypeEnum, { description: 'What values it has.' })
  type!: AttributeType;

  @Field(() => [String], { description: 'For texts: the only values; any where there are none.' })
  allowedValues!: string[];

  @Field(() => Boolean, {
    description: 'Whether a product whose attributes are edited must have a value.',
  })
  isRequired!: boolean;

  @Field(() => [ProductKindEnum], {
    description: 'The kinds of products that have it; all where there are none.',
  })
  kinds!: ProductKind[];

  @Field(() => [ID], {
    description: 'Ids of the categories whose products have it; all where there are none.',
  })
  categoryIds!: string[];
}
