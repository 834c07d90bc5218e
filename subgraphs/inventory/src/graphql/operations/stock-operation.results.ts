import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { CountOutcome } from '../../application/operations/count-stock.ts';
import type { ReceiptOutcome } from '../../application/operations/receive-stock.ts';
import type { SafetyStockOutcome } from '../../application/operations/set-safety-stock.ts';
import type { TransferOutcome } from '../../application/operations/transfer-stock.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { StockLevelType } from '../stock/stock-level.type.ts';
import { toCountRefusal, toEditRefusal, toStale, toTooLarge } from './stock-refusal.ts';
import {
  CountBelowReservedType,
  NegativeStockType,
  StaleStockVersionType,
  StockTooLargeType,
} from './stock-refusal.types.ts';

@ObjectType('ReceiveStockSuccess', { description: 'The pieces are in the house.' })
class ReceiveStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

@ObjectType('TransferStockSuccess', { description: 'The pieces have moved.' })
class TransferStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level that gave, as it is now.' })
  from!: StockLevel;

  @Field(() => StockLevelType, { description: 'The level that took, as it is now.' })
  to!: StockLevel;
}

@ObjectType('CountStockSuccess', { description: 'The level is what was counted.' })
class CountStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;

  @Field(() => Int, { description: 'What the books said before.' })
  expected!: number;

  @Field(() => Int, { description: 'The difference that was posted; 0 where the books were right.' })
  difference!: number;
}

@ObjectType('SetSafetyStockSuccess', { description: 'The pieces are kept back from now on.' })
class SetSafetyStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

export const ReceiveStockResult = createUnionType({
  name: 'ReceiveStockResult',
  description: 'What became of a receipt.',
  types: () => [ReceiveStockSuccessType, StaleStockVersionType, StockTooLargeType] as const,
});

export const TransferStockResult = createUnionType({
  name: 'TransferStockResult',
  description: 'What became of a transfer. NegativeStock: fewer pieces are free where they should come from.',
  types: () => [TransferStockSuccessType, StaleStockVersionType, NegativeStockType, StockTooLargeType] as const,
});

export const CountStockResult = createUnionType({
  name: 'CountStockResult',
  description: 'What became of a count.',
  types: () => [CountStockSuccessType, StaleStockVersionType, CountBelowReservedType, StockTooLargeType] as const,
});

export const SetSafetyStockResult = createUnionType({
  name: 'SetSafetyStockResult',
  description: 'What became of a change of safety stock.',
  types: () => [SetSafetyStockSuccessType, StaleStockVersionType] as const,
});

export const toReceiveStockResult = (outcome: ReceiptOutcome): typeof ReceiveStockResult => {
  if (outcome.ok) return Object.assign(new ReceiveStockSuccessType(), { level: outcome.level });
  const { refusal } = outcome;
  return refusal.code === 'STOCK_VERSION_STALE' ? toStale(refusal) : toTooLarge(refusal);
};

export const toTransferStockResult = (outcome: TransferOutcome): typeof TransferStockResult =>
  outcome.ok
    ? Object.assign(new TransferStockSuccessType(), { from: outcome.from, to: outcome.to })
    : toEditRefusal(outcome.refusal);

export const toCountStockResult = (outcome: CountOutcome): typeof CountStockResult => {
  if (!outcome.ok) return toCountRefusal(outcome.refusal);
  const { level, expected } = outcome;
  return Object.assign(new CountStockSuccessType(), { level, expected, difference: level.onHand - expected });
};

export const toSetSafetyStockResult = (outcome: SafetyStockOutcome): typeof SetSafetyStockResult =>
  outcome.ok ? Object.assign(new SetSafetyStockSuccessType(), { level: outcome.level }) : toStale(outcome.refusal);
