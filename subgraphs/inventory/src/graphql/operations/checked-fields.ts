import { IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, ID, Int } from 'type-graphql';

export const MOST_PER_EDIT = 1_000_000;
// PostgreSQL can store neither NUL nor half a surrogate pair, and a ledger is read in lines.
export const NO_CONTROL_CHARACTERS = /^[^\p{Cc}\p{Cs}]*$/u;

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

/** An id that somebody gave: a SKU, a warehouse. One line of text. */
export const GivenId = (description: string): PropertyDecorator =>
  all(
    Length(1, 100),
    Matches(NO_CONTROL_CHARACTERS, { message: '$property must not contain control characters' }),
    Field(() => ID, { description }),
  );

/** One line of text that says something. */
export const GivenText = (description: string, most: number): PropertyDecorator =>
  all(
    Length(1, most),
    Matches(/\S/, { message: '$property must say something' }),
    Matches(NO_CONTROL_CHARACTERS, { message: '$property must be one line of text' }),
    Field(() => String, { description: `${description} At most ${most} characters.` }),
  );

export const Reason = (): PropertyDecorator => GivenText('Why, for the ledger.', 200);

/** The number on somebody's paper. */
export const Reference = (): PropertyDecorator =>
  all(
    IsOptional(),
    Length(1, 100),
    Matches(NO_CONTROL_CHARACTERS, { message: '$property must be one line of text' }),
    Field(() => String, {
      nullable: true,
      description: 'A number to find it by, such as that of a delivery note. At most 100 characters.',
    }),
  );

interface Range {
  readonly least: number;
  readonly most?: number;
}

/** A number of pieces. */
export const Pieces = (description: string, { least, most = MOST_PER_EDIT }: Range): PropertyDecorator =>
  all(
    IsInt(),
    Min(least),
    Max(most),
    Field(() => Int, { description: `${description} From ${least} to ${most}.` }),
  );

/** The version that an editor saw, for optimistic locking. */
export const ExpectedVersion = (of: string, refusal: string): PropertyDecorator =>
  all(
    IsOptional(),
    IsInt(),
    Field(() => Int, {
      nullable: true,
      description: `The version of the ${of} that you saw. Where it has moved on, nothing is changed and the answer is ${refusal}.`,
    }),
  );
