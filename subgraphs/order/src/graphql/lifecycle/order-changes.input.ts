import { UUID } from '@cardstock/service';
import { ArrayMaxSize, ArrayMinSize, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_LINES, MAX_QUANTITY } from '../../domain/order/limits.ts';
import { PlainText } from '../plain-text.ts';

@InputType('CancelLineInput', { description: 'How many pieces of a line to take out.' })
export class CancelLineInput {
  @Field(() => ID, { description: 'The line of the order.' })
  @IsUUID()
  lineId!: string;

  @Field(() => Int, { description: 'How many pieces. Entries of the same line are added up.' })
  @Min(1)
  @Max(MAX_QUANTITY)
  quantity!: number;
}

@InputType('CancelOrderLinesInput', { description: 'Which pieces to take out of an order, and why.' })
export class CancelOrderLinesInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => [CancelLineInput], { description: 'The pieces, of 1 to 100 lines.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LINES)
  @ValidateNested()
  lines!: CancelLineInput[];

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  @PlainText(1, 500)
  reason!: string;

  @Field(() => UUID, {
    nullable: true,
    description: 'Chosen by the client: the same key takes the pieces out once, however often it is sent.',
  })
  @IsOptional()
  idempotencyKey?: string | null;
}

@InputType('BulkCancelOrdersInput', { description: 'Which orders to call off, and why.' })
export class BulkCancelOrdersInput {
  @Field(() => [ID], { description: 'The orders, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  orderIds!: string[];

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  @PlainText(1, 500)
  reason!: string;
}

@InputType('AddOrderNoteInput', { description: 'A remark on an order.' })
export class AddOrderNoteInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => String, { description: 'The remark, up to 2,000 characters.' })
  @PlainText(1, 2_000)
  text!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the customer must not see it. Staff only.',
  })
  isInternal?: boolean | null;
}

@InputType('AbandonSagaInput', { description: 'Which order to give up on, and why.' })
export class AbandonSagaInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => String, { description: 'Why, up to 500 characters.' })
  @PlainText(1, 500)
  reason!: string;
}
