import { Field, InputType } from 'type-graphql';

@InputType('LoginInput', { description: 'How somebody proves who they are.' })
export class LoginInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  email!: string;

  @Field(() => String, { description: 'Its password.' })
  password!: string;
}
