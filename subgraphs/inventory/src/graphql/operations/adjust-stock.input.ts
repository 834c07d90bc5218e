import { IsInt, IsOptional, Length, Matches, Max, Min, NotEquals } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MOST_PER_EDIT } from './checked-fields.ts';

// PostgreSQL can store neither NUL nor half a surrogate pair, and a ledger is read in lines.
const NO_CONTROL_CHARACTERS = /^[^\p{Cc}\p{Cs}]*$/u;

@InputType('AdjustStockInput', { description: 'A correction of one stock level.' })
export class AdjustStockInput {
  @Length(1, 100)
  @Matches(NO_CONTROL_CHARACTERS, { message: 'sku must not contain control characters' })
  @Field(() => ID, { description: 'The variant.' })
  sku!: string;

  @Length(1, 100)
  @Field(() => ID, { description: 'The warehouse.' })
  warehouseId!: string;

  @IsInt()
  @NotEquals(0)
  @Min(-MOST_PER_EDIT)
  @Max(MOST_PER_EDIT)
  @Field(() => Int, {
    description: 'Pieces to add, or to take away where negative. Not 0, and at most a million either way.',
  })
  delta!: number;

  @Length(1, 200)
  @Matches(/\S/, { message: 'reason must say something' })
  @Matches(NO_CONTROL_CHARACTERS, { message: 'reason must be one line of text' })
  @Field(() => String, { description: 'Why, for the ledger. At most 200 characters.' })
  reason!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the level that you saw. Where the level has moved on, nothing is changed and the answer is StaleStockVersion.',
  })
  expectedVersion?: number | null;
}
