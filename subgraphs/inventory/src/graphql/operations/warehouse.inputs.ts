import { IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ExpectedVersion, GivenId, GivenText, NO_CONTROL_CHARACTERS, Reason } from './checked-fields.ts';

@InputType('UpsertWarehouseInput', { description: 'A warehouse as it should be: a new one, or changes to one.' })
export class UpsertWarehouseInput {
  @Length(1, 40)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'id must be lower-case letters and digits, joined by hyphens' })
  @Field(() => ID, { description: 'Stable id, such as wh-north. At most 40 characters.' })
  id!: string;

  @Matches(/^[A-Z0-9-]{1,12}$/, { message: 'code must be 1 to 12 upper-case letters, digits and hyphens' })
  @Field(() => String, { description: 'Short name that labels and lists carry: upper case, at most 12 characters.' })
  code!: string;

  @GivenText('Name for people.', 100)
  name!: string;

  @IsInt()
  @Min(1)
  @Max(1_000)
  @Field(() => Int, { description: 'The lowest number is emptied first. From 1 to 1000.' })
  priority!: number;

  @IsOptional()
  @Length(1, 200)
  @Matches(NO_CONTROL_CHARACTERS, { message: 'location must be one line of text' })
  @Field(() => String, { nullable: true, description: 'Where it is. At most 200 characters.' })
  location?: string | null;

  @Reason()
  reason!: string;

  @ExpectedVersion('warehouse', 'StaleWarehouseVersion')
  expectedVersion?: number | null;
}

@InputType('SetWarehouseActiveInput', { description: 'Whether a warehouse sells.' })
export class SetWarehouseActiveInput {
  @GivenId('The warehouse.')
  id!: string;

  @Field(() => Boolean, {
    description:
      'False closes it to new orders: what it has is not available then. What orders hold there already stays held.',
  })
  isActive!: boolean;

  @Reason()
  reason!: string;

  @ExpectedVersion('warehouse', 'StaleWarehouseVersion')
  expectedVersion?: number | null;
}
