import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CartOutcome } from '../application/outcomes.ts';
import { CartType } from './cart.type.ts';
import { UnknownSkuType, unknownSku } from './unknown-sku.type.ts';

@ObjectType('StockShortage', { description: 'A SKU of which there is too little.' })
export class StockShortageType {
  @Field(() => ID, { description: 'The SKU.' })
  sku!: string;

  @Field(() => Int, { description: 'How many pieces are wanted.' })
  requested!: number;

  @Field(() => Int, { description: 'How many pieces there are.' })
  available!: number;
}

@ObjectType('InsufficientStock', { implements: DomainErrorType, description: 'There is too little stock.' })
export class InsufficientStockType extends DomainErrorType {
  @Field(() => [StockShortageType], { description: 'What there is too little of.' })
  lines!: StockShortageType[];
}

export const AddToCartResult = createUnionType({
  name: 'AddToCartResult',
  description: 'The changed cart, or why it was not changed.',
  types: () => [CartType, UnknownSkuType, InsufficientStockType] as const,
});

export const toCartResult = (outcome: CartOutcome): typeof AddToCartResult => {
  if (outcome.ok) return Object.assign(new CartType(), outcome.value);
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'SKU_UNKNOWN':
      return unknownSku(refusal);
    case 'STOCK_INSUFFICIENT': {
      const { code, ...shortage } = refusal;
      return Object.assign(new InsufficientStockType(), {
        code,
        message: `Only ${shortage.available} left.`,
        lines: [shortage],
      });
    }
  }
};
