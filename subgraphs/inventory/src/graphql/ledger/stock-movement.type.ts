import { connectionOf, DateTime, UUID } from '@cardstock/service';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MOVEMENT_KINDS, type MovementKind } from '../../domain/stock/movement.ts';

const kinds = Object.fromEntries(MOVEMENT_KINDS.map((kind) => [kind, kind]));

registerEnumType(kinds, {
  name: 'StockMovementKind',
  description: 'Why stock moved.',
  valuesConfig: {
    RECEIVE: { description: 'Pieces came into the house.' },
    ADJUST: { description: 'Somebody corrected the level.' },
    COUNT: { description: 'A count found more or less than the books said.' },
    TRANSFER: { description: 'Pieces went to another warehouse, or came from one.' },
    RESERVE: { description: 'Pieces are held for an order.' },
    RELEASE: { description: 'Pieces that an order held are free again.' },
    COMMIT: { description: 'Pieces left the house for an order.' },
  },
});

@ObjectType('StockMovement', { description: 'One entry of the stock ledger, which is only ever added to. For staff.' })
export class StockMovementType {
  warehouseId!: string;

  @Field(() => ID, { description: 'Its number in the ledger: a later entry has a higher one.' })
  id!: string;

  @Field(() => kinds, { description: 'Why stock moved.' })
  kind!: MovementKind;

  @Field(() => Int, { description: 'Pieces that came into the house, or left it where negative.' })
  onHandDelta!: number;

  @Field(() => Int, { description: 'Pieces that are held for orders more than before, or less where negative.' })
  reservedDelta!: number;

  @Field(() => UUID, { nullable: true, description: 'The order that it is for.' })
  orderId!: string | null;

  @Field(() => String, { description: 'The reason that was given.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'A number on somebody’s paper, where one was given.' })
  reference!: string | null;

  @Field(() => String, { description: 'Who did it: the id of a user, or the name of a service.' })
  actor!: string;

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: Date;
}

export const StockMovementConnectionType = connectionOf('StockMovement', () => StockMovementType);
