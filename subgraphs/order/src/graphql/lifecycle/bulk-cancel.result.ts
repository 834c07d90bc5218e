import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { BulkItem } from '../../application/outcomes.ts';
import { CancelOrderResult } from './cancel-order.result.ts';
import { toCancelOrderResult } from './order-changes.result.ts';

@ObjectType('BulkCancelItem', { description: 'What became of one order of many.' })
export class BulkCancelItemType {
  @Field(() => ID, { description: 'The order that was asked for.' })
  orderId!: string;

  @Field(() => CancelOrderResult, { description: 'The order, or why it cannot be cancelled.' })
  result!: typeof CancelOrderResult;
}

@ObjectType('BulkCancelReport', { description: 'What became of each order, in the order of the request.' })
export class BulkCancelReportType {
  @Field(() => Int, { description: 'How many are cancelled, or are asked to be of the warehouse.' })
  cancelled!: number;

  @Field(() => Int, { description: 'How many cannot be cancelled.' })
  refused!: number;

  @Field(() => [BulkCancelItemType], { description: 'One item per order.' })
  items!: BulkCancelItemType[];
}

export const toBulkReport = (items: readonly BulkItem[]): BulkCancelReportType => {
  const cancelled = items.filter(({ outcome }) => outcome.ok).length;
  return {
    cancelled,
    refused: items.length - cancelled,
    items: items.map(({ orderId, outcome }) => ({ orderId, result: toCancelOrderResult(outcome, orderId) })),
  };
};
