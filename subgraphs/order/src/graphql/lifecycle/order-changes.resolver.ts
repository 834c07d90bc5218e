import { Authenticated, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { Context } from '../context.ts';
import { BulkCancelReportType, toBulkReport } from './bulk-cancel.result.ts';
import { AddOrderNoteInput, BulkCancelOrdersInput, CancelOrderLinesInput } from './order-changes.input.ts';
import {
  AddOrderNoteResult,
  CancelOrderLinesResult,
  toAddNoteResult,
  toCancelLinesResult,
} from './order-changes.result.ts';

@Resolver()
export class OrderChangesResolver {
  constructor(private readonly app: Application) {}

  @Authenticated()
  @Mutation(() => CancelOrderLinesResult, {
    description:
      'Takes pieces out of an order that is not packed yet, and computes anew what it costs: at once or, where the warehouse has it already, if that agrees. One change at a time.',
  })
  async cancelOrderLines(
    @Arg('input', () => CancelOrderLinesInput, { description: 'Which pieces, and why.' }) input: CancelOrderLinesInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof CancelOrderLinesResult> {
    const { orderId, reason, idempotencyKey } = input;
    const lines = input.lines.map(({ lineId, quantity }) => ({ lineId: lineId.toLowerCase(), quantity }));
    const request = { orderId, lines, reason, idempotencyKey: idempotencyKey?.toLowerCase() };
    return toCancelLinesResult(await this.app.cancelLines(viewer, request), orderId);
  }

  @RequiresScopes('order:write')
  @Mutation(() => BulkCancelReportType, {
    description: 'Calls many orders off, each by itself: one that cannot be does not keep the others. For staff.',
  })
  async bulkCancelOrders(
    @Arg('input', () => BulkCancelOrdersInput, { description: 'Which orders, and why.' })
    { orderIds, reason }: BulkCancelOrdersInput,
    @Ctx() { viewer }: Context,
  ): Promise<BulkCancelReportType> {
    return toBulkReport(await this.app.cancelOrders(viewer, { orderIds, reason }));
  }

  @Authenticated()
  @Mutation(() => AddOrderNoteResult, { description: 'Adds a remark to an order: your own, or any for staff.' })
  async addOrderNote(
    @Arg('input', () => AddOrderNoteInput, { description: 'The remark.' }) input: AddOrderNoteInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof AddOrderNoteResult> {
    const { orderId, text, isInternal } = input;
    const request = { orderId, text, isInternal: isInternal ?? false };
    return toAddNoteResult(await this.app.noteOrder(viewer, request), orderId);
  }
}
