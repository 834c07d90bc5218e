import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { LevelOutcome } from '../../application/operations/adjust-stock.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { StockLevelType } from '../stock/stock-level.type.ts';
import { toEditRefusal } from './stock-refusal.ts';
import { NegativeStockType, StaleStockVersionType, StockTooLargeType } from './stock-refusal.types.ts';

@ObjectType('AdjustStockSuccess', { description: 'The level was corrected.' })
export class AdjustStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

export const AdjustStockResult = createUnionType({
  name: 'AdjustStockResult',
  description: 'What became of a correction.',
  types: () => [AdjustStockSuccessType, StaleStockVersionType, NegativeStockType, StockTooLargeType] as const,
});

export const toAdjustStockResult = (outcome: LevelOutcome): typeof AdjustStockResult =>
  outcome.ok ? Object.assign(new AdjustStockSuccessType(), { level: outcome.level }) : toEditRefusal(outcome.refusal);
