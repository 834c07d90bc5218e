import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { AttributeOutcome } from '../../application/attributes/change-attributes.ts';
import type { AttributeRefusal } from '../../domain/attributes/definitions.ts';
import { toUnknownCategory } from '../products/product-refusal.ts';
import { UnknownCategoryType } from '../products/product-refusal.types.ts';
import { AttributeDefinitionType } from './attribute-definition.type.ts';

@ObjectType('AttributeDefinitionSaved', { description: 'The definition is as it was wanted.' })
export class AttributeDefinitionSavedType {
  @Field(() => AttributeDefinitionType, { description: 'The definition.' })
  definition!: AttributeDefinitionType;
}

@ObjectType('AttributeDefinitionDeleted', {
  description: 'The definition is gone. Products keep the values that they have.',
})
export class AttributeDefinitionDeletedType {
  @Field(() => String, { description: 'The name that it had.' })
  name!: string;
}

@ObjectType('UnknownAttributeDefinition', {
  implements: DomainErrorType,
  description: 'There is no definition of this name.',
})
class UnknownAttributeDefinitionType extends DomainErrorType {
  @Field(() => String, { description: 'The name.' })
  name!: string;
}

@ObjectType('TooManyAttributeDefinitions', {
  implements: DomainErrorType,
  description: 'There cannot be more definitions.',
})
class TooManyAttributeDefinitionsType extends DomainErrorType {
  @Field(() => Int, { description: 'So many there may be.' })
  most!: number;
}

export const SaveAttributeDefinitionResult = createUnionType({
  name: 'SaveAttributeDefinitionResult',
  description: 'What became of a definition.',
  types: () => [AttributeDefinitionSavedType, UnknownCategoryType, TooManyAttributeDefinitionsType] as const,
});

export const DeleteAttributeDefinitionResult = createUnionType({
  name: 'DeleteAttributeDefinitionResult',
  description: 'What became of a deletion.',
  types: () => [AttributeDefinitionDeletedType, UnknownAttributeDefinitionType] as const,
});

const toRefusal = (refusal: AttributeRefusal) => {
  switch (refusal.code) {
    case 'CATEGORY_UNKNOWN':
      return toUnknownCategory(refusal);
    case 'ATTRIBUTE_UNKNOWN':
      return Object.assign(new UnknownAttributeDefinitionType(), {
        message: 'There is no such definition.',
        ...refusal,
      });
    case 'ATTRIBUTES_FULL':
      return Object.assign(new TooManyAttributeDefinitionsType(), {
        message: `There are at most ${refusal.most} definitions.`,
        ...refusal,
      });
  }
};

export const toSaveResult = (outcome: AttributeOutcome) =>
  outcome.ok
    ? Object.assign(new AttributeDefinitionSavedType(), { definition: outcome.definition })
    : toRefusal(outcome.refusal);

export const toDeleteResult = (name: string, outcome: AttributeOutcome) =>
  outcome.ok ? Object.assign(new AttributeDefinitionDeletedType(), { name }) : toRefusal(outcome.refusal);
