import { UUID } from '@cardstock/service';
import { Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PlainText } from '../plain-text.ts';

@InputType('RefundPaymentInput', { description: 'What to give back, and why.' })
export class RefundPaymentInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => Int, { description: "How much, in minor units of the order's currency." })
  @Min(1)
  amount!: number;

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  @PlainText(1, 500)
  reason!: string;

  @Field(() => UUID, { description: 'Chosen by the client. The same key gives money back once.' })
  idempotencyKey!: string;
}

@InputType('ConfirmPaymentInput', { description: 'Whose payment was confirmed.' })
export class ConfirmPaymentInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;
}

@InputType('ReviewPaymentInput', { description: 'Which payment was looked at.' })
export class ReviewPaymentInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;
}
