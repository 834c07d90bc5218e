import { DateTime } from '@cardstock/service';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { StockPolicy } from '../../domain/stock/stock-policy.ts';

export const BackorderRuleEnum = { DENY: 'DENY', ALLOW: 'ALLOW' } as const;
export type BackorderRule = StockPolicy['backorder'];

registerEnumType(BackorderRuleEnum, {
  name: 'BackorderRule',
  description: 'Whether a variant may be ordered when there is none.',
  valuesConfig: {
    DENY: { description: 'What is not there is not sold.' },
    ALLOW: { description: 'Orders wait in line for pieces to come.' },
  },
});

@ObjectType('StockPolicy', { description: 'How a variant is sold when there is little or nothing of it. For staff.' })
export class StockPolicyType {
  @Field(() => Int, { description: 'So many free pieces, or fewer, are little.' })
  lowStockAt!: number;

  @Field(() => BackorderRuleEnum, { description: 'Whether it may be ordered when there is none.' })
  backorder!: BackorderRule;

  @Field(() => Int, { nullable: true, description: 'The most pieces that may be waited for; null for no limit.' })
  backorderLimit!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Until then it may be ordered before it comes out.' })
  preorderUntil!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next pieces are expected.' })
  expectedAt!: Date | null;

  @Field(() => Int, { description: 'Counts the changes of this policy; 0 for the rules that hold by default.' })
  version!: number;
}
