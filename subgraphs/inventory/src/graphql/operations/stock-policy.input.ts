import { DateTime } from '@cardstock/service';
import { IsInt, IsOptional, Max, Min, MinDate } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { type BackorderRule, BackorderRuleEnum } from '../stock/stock-policy.type.ts';
import { ExpectedVersion, GivenId, MOST_PER_EDIT, Pieces, Reason } from './checked-fields.ts';

// PostgreSQL has years that JavaScript cannot read back, and no card is that old.
const EARLIEST = new Date('2000-01-01T00:00:00Z');

@InputType('SetStockPolicyInput', { description: 'All rules of one variant: those left out are taken away.' })
export class SetStockPolicyInput {
  @GivenId('The variant.')
  sku!: string;

  @Pieces('So many free pieces, or fewer, are little.', { least: 0 })
  lowStockAt!: number;

  @Field(() => BackorderRuleEnum, { description: 'Whether it may be ordered when there is none.' })
  backorder!: BackorderRule;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_PER_EDIT)
  @Field(() => Int, { nullable: true, description: 'The most pieces that may be waited for; none for no limit.' })
  backorderLimit?: number | null;

  @IsOptional()
  @MinDate(EARLIEST)
  @Field(() => DateTime, { nullable: true, description: 'Until then it may be ordered before it comes out.' })
  preorderUntil?: Date | null;

  @IsOptional()
  @MinDate(EARLIEST)
  @Field(() => DateTime, { nullable: true, description: 'When the next pieces are expected.' })
  expectedAt?: Date | null;

  @Reason()
  reason!: string;

  @ExpectedVersion('policy (0 where there is none yet)', 'StaleStockPolicy')
  expectedVersion?: number | null;
}
