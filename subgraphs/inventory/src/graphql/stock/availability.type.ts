import { DateTime } from '@cardstock/service';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AVAILABILITY_STATUSES, type AvailabilityStatus } from '../../domain/stock/stock-level.ts';

const statuses = Object.fromEntries(AVAILABILITY_STATUSES.map((status) => [status, status]));

registerEnumType(statuses, {
  name: 'AvailabilityStatus',
  description: 'What a customer may expect of a variant.',
  valuesConfig: {
    IN_STOCK: { description: 'Enough pieces are free.' },
    LOW_STOCK: { description: 'Few pieces are free: no more than its policy calls few, five by default.' },
    OUT_OF_STOCK: { description: 'No piece is free.' },
    BACKORDER: { description: 'No piece is free, but it can be ordered and is sent when it comes in.' },
  },
});

@ObjectType('Availability', { description: 'How much of a variant can be sold now, over all warehouses.' })
export class AvailabilityType {
  @Field(() => Int, { description: 'Pieces that are in stock, that no order holds and that are not kept back.' })
  available!: number;

  @Field(() => statuses, { description: 'The same in a word.' })
  status!: AvailabilityStatus;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Where it can be ordered before it is there (status BACKORDER): when it is expected, if anybody knows.',
  })
  expectedAt!: Date | null;
}
