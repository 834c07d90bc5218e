import { Length, Matches } from 'class-validator';
import { Field, InputType } from 'type-graphql';

// Besides control characters: halves of surrogate pairs, which no database stores; line and paragraph separators; marks
// that turn the direction of writing, by which one name can be made to look like another.
const PRINTABLE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;

@InputType('RegisterInput', { description: 'What it takes to open an account.' })
export class RegisterInput {
  @Field(() => String, { description: 'An e-mail address that has no account yet; upper and lower case are the same.' })
  email!: string;

  @Field(() => String, { description: '10 to 128 characters, and not the e-mail address.' })
  password!: string;

  @Field(() => String, { description: 'The name that others see: 1 to 80 characters on one line.' })
  @Length(1, 80)
  @Matches(/\S/u, { message: 'must not be blank' })
  @Matches(PRINTABLE, { message: 'must not contain control characters' })
  displayName!: string;
}
