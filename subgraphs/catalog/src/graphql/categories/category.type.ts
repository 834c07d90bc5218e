import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Category', { description: 'A place in the tree that products are assigned to.' })
export class CategoryType {
  @Field(() => ID, { description: 'Stable id.' })
  id!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'Readable, unique name for URLs.' })
  slug!: string;

  parentId!: string | null;
}
