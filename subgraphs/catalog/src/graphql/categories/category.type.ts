import { CachedFor } from '@cardstock/service';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Seconds. Changes are told to the gateway at once; this is for how long one may stay unnoticed that was not told. */
const STORED_FOR = 60;

@CachedFor(STORED_FOR)
@Directive('@key(fields: "id")')
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
