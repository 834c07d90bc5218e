import { Field, Int, ObjectType } from 'type-graphql';
import type { LevelProof } from '../../application/reading/staff-queries.ts';

@ObjectType('StockLevelProof', { description: 'The books of one level: what explains it. For staff.' })
export class StockLevelProofType {
  warehouseId!: string;

  @Field(() => Int, { description: 'Pieces in the house, by the level.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold, by the level.' })
  reserved!: number;

  @Field(() => Int, { description: 'Pieces in the house, by the sum of the ledger.' })
  ledgerOnHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold, by the sum of the ledger.' })
  ledgerReserved!: number;

  @Field(() => Int, { description: 'Pieces in open reservations.' })
  openReservations!: number;

  @Field(() => Boolean, {
    description:
      'Whether all of it agrees, and no entry of the ledger ever left less than nothing or less than was held.',
  })
  agrees!: boolean;
}

@ObjectType('InventoryProof', {
  description:
    'The books of a variant over all warehouses: level, ledger and open reservations side by side. For staff.',
})
export class InventoryProofType {
  @Field(() => Int, { description: 'Pieces in the house, by the levels.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold, by the levels.' })
  reserved!: number;

  @Field(() => Int, { description: 'Pieces in the house, by the sum of the ledger.' })
  ledgerOnHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold, by the sum of the ledger.' })
  ledgerReserved!: number;

  @Field(() => Int, { description: 'Pieces in open reservations.' })
  openReservations!: number;

  @Field(() => Int, { description: 'Entries of the ledger.' })
  movements!: number;

  @Field(() => Boolean, { description: 'Whether the books of every level agree.' })
  agrees!: boolean;

  @Field(() => [StockLevelProofType], { description: 'The same per warehouse.' })
  levels!: readonly LevelProof[];
}
