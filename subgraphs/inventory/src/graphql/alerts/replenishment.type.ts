import { PageInfo } from '@cardstock/service';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { REPLENISHMENT_REASONS, type ReplenishmentReason } from '../../domain/stock/replenishment.ts';

const reasons = Object.fromEntries(REPLENISHMENT_REASONS.map((reason) => [reason, reason]));

registerEnumType(reasons, {
  name: 'ReplenishmentReason',
  description: 'Why more should be ordered.',
  valuesConfig: {
    OUT_OF_STOCK: { description: 'It sells, and nothing is left to sell.' },
    RUNS_OUT_BEFORE_DELIVERY: { description: 'At its pace it is sold out before a delivery could be there.' },
    BELOW_TARGET: { description: 'It lasts until a delivery, but not for the time that is to be covered.' },
  },
});

@ObjectType('ReplenishmentSuggestion', { description: 'How much of a variant should be ordered. For staff.' })
export class ReplenishmentSuggestionType {
  sku!: string;

  @Field(() => Float, { description: 'Pieces shipped per day, on average over the window.' })
  averageDailySales!: number;

  @Field(() => Int, { description: 'Pieces that no order holds and that are not kept back, over all warehouses.' })
  available!: number;

  @Field(() => Int, { description: 'Whole days that these last at that pace.' })
  daysLeft!: number;

  @Field(() => Int, {
    description:
      'Pieces to order: what sells in lead and cover time, plus safety stock and what orders wait for, less what is free.',
  })
  quantity!: number;

  @Field(() => reasons, { description: 'Why.' })
  reason!: ReplenishmentReason;
}

@ObjectType('ReplenishmentSuggestionEdge', { description: 'One suggestion in a list.' })
class ReplenishmentSuggestionEdgeType {
  @Field(() => ReplenishmentSuggestionType, { description: 'The item itself.' })
  node!: ReplenishmentSuggestionType;

  @Field(() => String, { description: 'Its place in the list.' })
  cursor!: string;
}

@ObjectType('ReplenishmentSuggestionConnection', {
  description:
    'A page of suggestions (Relay). A page looks at a limited number of variants, so it may be short with more behind it: go on while `hasNextPage`.',
})
export class ReplenishmentSuggestionConnectionType {
  @Field(() => [ReplenishmentSuggestionEdgeType], { description: 'The items with their cursors.' })
  edges!: readonly ReplenishmentSuggestionEdgeType[];

  @Field(() => [ReplenishmentSuggestionType], { description: 'The items alone.' })
  nodes!: readonly ReplenishmentSuggestionType[];

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  pageInfo!: PageInfo;
}
