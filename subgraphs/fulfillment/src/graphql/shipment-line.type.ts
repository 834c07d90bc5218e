import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('ShipmentLine', { description: 'Pieces of one variant in a parcel.' })
export class ShipmentLineType {
  sku!: string;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity!: number;
}
