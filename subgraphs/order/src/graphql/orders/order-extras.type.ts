import { DateTime } from '@cardstock/service';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('OrderNote', { description: 'A remark on an order.' })
export class OrderNoteType {
  @Field(() => ID, { description: 'The id of the remark.' })
  id!: string;

  @Field(() => String, { description: 'What was remarked.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether the customer does not see it.' })
  isInternal!: boolean;

  @Field(() => String, { description: 'Who remarked it: customer or staff.' })
  author!: string;

  @Field(() => DateTime, { description: 'When.' })
  createdAt!: Date;
}

@ObjectType('Backorder', { description: 'What an order waits for that will be in stock later.' })
export class BackorderType {
  @Field(() => [ID], { description: 'The SKUs that are awaited.' })
  skus!: readonly string[];

  @Field(() => DateTime, { nullable: true, description: 'When they are expected, where anybody knows.' })
  expectedAt!: Date | null;
}
