import { connectionOf, DateTime } from '@cardstock/service';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DEFINITION_CHANGES, type DefinitionChangeType } from '../../domain/attributes/definition-change.ts';
import { enumOf } from '../enum.ts';
import { AttributeDefinitionType } from './attribute-definition.type.ts';

export const AttributeDefinitionChangeKindEnum = enumOf(DEFINITION_CHANGES);
registerEnumType(AttributeDefinitionChangeKindEnum, {
  name: 'AttributeDefinitionChangeKind',
  description: 'What was done with the definition of an attribute.',
  valuesConfig: {
    DEFINED: { description: 'It was made.' },
    REDEFINED: { description: 'It was replaced by another of its name.' },
    DELETED: { description: 'It was deleted.' },
  },
});

@ObjectType('AttributeDefinitionChange', { description: 'One change of the definitions of attributes.' })
export class AttributeDefinitionChangeType {
  @Field(() => Int, { description: 'The version that the definitions had after it: their changes are counted.' })
  version!: number;

  @Field(() => AttributeDefinitionChangeKindEnum, { description: 'What was done.' })
  kind!: DefinitionChangeType;

  @Field(() => String, { description: 'The name of the attribute.' })
  name!: string;

  @Field(() => AttributeDefinitionType, { nullable: true, description: 'As it was before; null where it was made.' })
  before!: AttributeDefinitionType | null;

  @Field(() => AttributeDefinitionType, {
    nullable: true,
    description: 'As it was after that; null where it was deleted.',
  })
  after!: AttributeDefinitionType | null;

  @Field(() => String, { description: 'Who did it: the id of a user, or the name of a service.' })
  actor!: string;

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: Date;
}

export const AttributeDefinitionChangeConnectionType = connectionOf(
  'AttributeDefinitionChange',
  () => AttributeDefinitionChangeType,
);
