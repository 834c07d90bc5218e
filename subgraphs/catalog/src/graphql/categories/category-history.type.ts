import { connectionOf, DateTime } from '@cardstock/service';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { TREE_CHANGES, type TreeChangeType } from '../../domain/categories/tree-change.ts';
import { enumOf } from '../enum.ts';

export const CategoryChangeKindEnum = enumOf(TREE_CHANGES);
registerEnumType(CategoryChangeKindEnum, {
  name: 'CategoryChangeKind',
  description: 'What was done with a category.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    RENAMED: { description: 'It was given another name or slug.' },
    MOVED: { description: 'It was put elsewhere, with all below it.' },
    DELETED: { description: 'It was deleted.' },
  },
});

@ObjectType('CategoryState', { description: 'What a category was at one moment.' })
export class CategoryStateType {
  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'Readable, unique name for URLs.' })
  slug!: string;

  @Field(() => ID, { nullable: true, description: 'The category above it; null at the top.' })
  parentId!: string | null;

  @Field(() => Int, { description: 'Its place among its siblings, from 0.' })
  place!: number;
}

@ObjectType('CategoryChange', { description: 'One change of the tree of categories.' })
export class CategoryChangeType {
  @Field(() => Int, { description: 'The version that the tree had after it: changes of the tree are counted.' })
  version!: number;

  @Field(() => CategoryChangeKindEnum, { description: 'What was done.' })
  kind!: TreeChangeType;

  @Field(() => ID, { description: 'The category.' })
  categoryId!: string;

  @Field(() => CategoryStateType, { nullable: true, description: 'As it was before; null where it was made.' })
  before!: CategoryStateType | null;

  @Field(() => CategoryStateType, { nullable: true, description: 'As it was after that; null where it was deleted.' })
  after!: CategoryStateType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Where the children and products of a deleted category went, where there was such a place.',
  })
  reassignedTo!: string | null;

  @Field(() => String, { description: 'Who did it: the id of a user, or the name of a service.' })
  actor!: string;

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: Date;
}

export const CategoryChangeConnectionType = connectionOf('CategoryChange', () => CategoryChangeType);
