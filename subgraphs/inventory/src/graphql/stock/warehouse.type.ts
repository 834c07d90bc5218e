import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Warehouse', { description: 'A house that keeps stock and sends parcels.' })
export class WarehouseType {
  @Field(() => ID, { description: 'Stable id, such as wh-east.' })
  id!: string;

  @Field(() => String, { description: 'Short name that labels and lists carry.' })
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => Int, { description: 'The warehouse with the lowest number is emptied first.' })
  priority!: number;

  @Field(() => String, { nullable: true, description: 'Where it is.' })
  location!: string | null;

  @Field(() => Boolean, { description: 'Whether it takes new orders.' })
  isActive!: boolean;

  @Field(() => Int, { description: 'Counts the changes of this warehouse. Pass it as `expectedVersion` to edit it.' })
  version!: number;
}
