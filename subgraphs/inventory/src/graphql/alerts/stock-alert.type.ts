import { connectionOf, DateTime } from '@cardstock/service';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { StandingAlert } from '../../application/reading/staff-queries.ts';

export const StockAlertStateEnum = { LOW_STOCK: 'LOW_STOCK', OUT_OF_STOCK: 'OUT_OF_STOCK' } as const;
export type StockAlertState = StandingAlert['state'];

registerEnumType(StockAlertStateEnum, {
  name: 'StockAlertState',
  description: 'What an alert is about.',
  valuesConfig: {
    LOW_STOCK: { description: 'No more can be sold than what the policy of the variant calls little.' },
    OUT_OF_STOCK: { description: 'Nothing could be sold; stands until there is clearly more than little again.' },
  },
});

@ObjectType('StockAlert', {
  description:
    'A variant of which there is little or nothing. Raised once per crossing of a threshold, over once there is clearly more again. For staff.',
})
export class StockAlertType {
  sku!: string;

  @Field(() => StockAlertStateEnum, { description: 'What it is about.' })
  state!: StockAlertState;

  @Field(() => DateTime, { description: 'Since when.' })
  since!: Date;

  @Field(() => Int, { description: 'How often the variant crossed a threshold so far.' })
  crossings!: number;
}

export const StockAlertConnectionType = connectionOf('StockAlert', () => StockAlertType);
