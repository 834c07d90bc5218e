import { Field, ID, InputType } from 'type-graphql';
import { PlainText } from '../plain-text.ts';

@InputType('CancelOrderInput', { description: 'Which order to call off, and why.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  @PlainText(1, 500)
  reason!: string;
}
