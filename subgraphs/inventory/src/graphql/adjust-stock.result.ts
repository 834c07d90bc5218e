import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { AdjustOutcome } from '../application/adjust-stock.ts';
import type { StockLevel } from '../domain/stock-level.ts';
import { StockLevelType } from './stock-level.type.ts';

@ObjectType('AdjustStockSuccess', { description: 'The level was corrected.' })
export class AdjustStockSuccessType {
  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

@ObjectType('StaleStockVersion', {
  implements: DomainErrorType,
  description: 'The level has changed since it was read; nothing was corrected.',
})
export class StaleStockVersionType extends DomainErrorType {
  @Field(() => Int, { description: 'The version that the edit was meant for.' })
  expectedVersion!: number;

  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

@ObjectType('NegativeStock', {
  implements: DomainErrorType,
  description: 'The correction would take away more than there is, or pieces that orders hold; nothing was corrected.',
})
export class NegativeStockType extends DomainErrorType {
  @Field(() => Int, { description: 'Pieces in the house.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold.' })
  reserved!: number;

  @Field(() => Int, { description: 'The correction that was asked for.' })
  delta!: number;
}

export const AdjustStockResult = createUnionType({
  name: 'AdjustStockResult',
  description: 'What became of a correction.',
  types: () => [AdjustStockSuccessType, StaleStockVersionType, NegativeStockType] as const,
});

export const toAdjustStockResult = (outcome: AdjustOutcome): typeof AdjustStockResult => {
  if (outcome.ok) return Object.assign(new AdjustStockSuccessType(), { level: outcome.level });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'STOCK_VERSION_STALE': {
      const message = `The level is at version ${refusal.level.version} by now, not ${refusal.expectedVersion}.`;
      return Object.assign(new StaleStockVersionType(), { message, ...refusal });
    }
    case 'STOCK_NEGATIVE': {
      const message = `There are ${refusal.onHand} pieces, of which orders hold ${refusal.reserved}.`;
      return Object.assign(new NegativeStockType(), { message, ...refusal });
    }
  }
};
