import { DomainErrorType } from '@cardstock/service';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AttributeProblem, InvalidAttributeValue } from '../../domain/product/refusals.ts';
import type { ProductStatus } from '../../domain/product/status.ts';
import { enumOf } from '../enum.ts';
import { ProductStatusEnum } from '../product.enums.ts';

@ObjectType('UnknownProduct', { implements: DomainErrorType, description: 'There is no product of this id.' })
export class UnknownProductType extends DomainErrorType {
  @Field(() => ID, { description: 'The id.' })
  productId!: string;
}

@ObjectType('ProductVersionConflict', {
  implements: DomainErrorType,
  description: 'The product has changed since it was read; nothing was changed.',
})
export class ProductVersionConflictType extends DomainErrorType {
  @Field(() => Int, { description: 'The version that the change was meant for.' })
  expectedVersion!: number;

  @Field(() => Int, { description: 'The version that the product has now.' })
  actualVersion!: number;
}

@ObjectType('IllegalProductState', {
  implements: DomainErrorType,
  description: 'A product of this status cannot be changed so; nothing was changed.',
})
export class IllegalProductStateType extends DomainErrorType {
  @Field(() => ProductStatusEnum, { description: 'The status that it has.' })
  status!: ProductStatus;
}

@ObjectType('IncompleteProduct', {
  implements: DomainErrorType,
  description: 'What is for sale must have more than this product would have; nothing was changed.',
})
export class IncompleteProductType extends DomainErrorType {
  @Field(() => [String], { description: 'Names of the fields that are missing.' })
  missing!: readonly string[];
}

@ObjectType('SlugTaken', {
  implements: DomainErrorType,
  description: 'Another product has this slug; nothing was changed.',
})
export class SlugTakenType extends DomainErrorType {
  @Field(() => String, { description: 'The slug.' })
  slug!: string;
}

@ObjectType('SkuTaken', {
  implements: DomainErrorType,
  description: 'These SKUs are in use; nothing was changed. A SKU is never used for another product.',
})
export class SkuTakenType extends DomainErrorType {
  @Field(() => [ID], { description: 'The SKUs.' })
  takenSkus!: readonly string[];
}

@ObjectType('UnknownVariant', { implements: DomainErrorType, description: 'The product has no such SKUs.' })
export class UnknownVariantType extends DomainErrorType {
  @Field(() => [ID], { description: 'The SKUs.' })
  unknownSkus!: readonly string[];
}

@ObjectType('TooManyVariants', { implements: DomainErrorType, description: 'A product cannot have more SKUs.' })
export class TooManyVariantsType extends DomainErrorType {
  @Field(() => Int, { description: 'So many it may have, retired ones included.' })
  most!: number;
}

@ObjectType('UnknownCategory', { implements: DomainErrorType, description: 'There are no categories of these ids.' })
export class UnknownCategoryType extends DomainErrorType {
  @Field(() => [ID], { description: 'The ids.' })
  categoryIds!: readonly string[];
}

const problems = enumOf(['UNKNOWN', 'WRONG_TYPE', 'VALUE_NOT_ALLOWED', 'MISSING'] satisfies AttributeProblem[]);
registerEnumType(problems, {
  name: 'AttributeProblem',
  description: 'What is wrong with an attribute.',
  valuesConfig: {
    UNKNOWN: { description: 'No definition of this name is for products of this kind and these categories.' },
    WRONG_TYPE: { description: 'The value is not of the type that the definition says.' },
    VALUE_NOT_ALLOWED: { description: 'The definition lists the values, and this is none of them.' },
    MISSING: { description: 'The definition asks for a value.' },
  },
});

@ObjectType('InvalidAttributeValue', { description: 'An attribute that a product cannot have so.' })
class InvalidAttributeValueType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => problems, { description: 'What is wrong.' })
  problem!: AttributeProblem;
}

@ObjectType('InvalidAttribute', {
  implements: DomainErrorType,
  description: 'Attributes do not fit their definitions; nothing was changed.',
})
export class InvalidAttributeType extends DomainErrorType {
  @Field(() => [InvalidAttributeValueType], { description: 'Which, and why.' })
  attributes!: readonly InvalidAttributeValue[];
}
