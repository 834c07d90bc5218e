import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('StockLevel', { description: 'What one warehouse has of one variant. For staff.' })
export class StockLevelType {
  sku!: string;
  warehouseId!: string;

  @Field(() => Int, { description: 'Pieces in the house.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces in the house that orders hold.' })
  reserved!: number;

  @Field(() => Int, { description: 'Pieces in the house that are kept back from sale.' })
  safetyStock!: number;

  @Field(() => Int, {
    description: 'Counts the changes of this level. Pass it as `expectedVersion` to edit what you saw.',
  })
  version!: number;
}
