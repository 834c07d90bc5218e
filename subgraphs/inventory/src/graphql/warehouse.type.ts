import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Warehouse', { description: 'A house that keeps stock and sends parcels.' })
export class WarehouseType {
  @Field(() => ID, { description: 'Stable id, such as wh-east.' })
  id!: string;

  @Field(() => String, { description: 'Short name that labels and lists carry.' })
  code!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;
}
